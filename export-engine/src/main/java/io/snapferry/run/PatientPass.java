package io.snapferry.run;

import io.snapferry.plan.Chunk;
import io.snapferry.source.ChunkRange;
import io.snapferry.source.ReadPass;
import io.snapferry.source.SnapshotSource;
import io.snapferry.store.ObjectStoreException;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes the chunks of a pass. Those that a failing store did not take are written once more, each from its first document
 * on, so that its object has the same bytes. While the store is away no block, no buffer and no worker is held.
 */
final class PatientPass implements TaskPool.Task {
    private final ReadPass first;
    private final SnapshotSource source;
    private final StoreOutage outage;
    private final Attempt attempt;

    /** Writes the chunks of one pass, and tells of each that is in the store and recorded. */
    interface Attempt {
        void run(ReadPass pass, Consumer<Chunk> finished) throws IOException, InterruptedException;
    }

    /** @param source gives further passes over what is missing */
    PatientPass(ReadPass first, SnapshotSource source, StoreOutage outage, Attempt attempt) {
        this.first = first;
        this.source = source;
        this.outage = outage;
        this.attempt = attempt;
    }

    @Override
    public void run() throws IOException, InterruptedException {
        Set<ChunkRange> missing = new LinkedHashSet<>(first.ranges());
        List<ReadPass> passes = List.of(first);
        while (!missing.isEmpty()) {
            try {
                for (ReadPass pass : passes) {
                    attempt.run(pass, chunk -> {
                        missing.remove(chunk.range());
                        outage.isOver();
                    });
                }
                requireNone(missing);
            } catch (ObjectStoreException e) {
                outage.await(e);
                passes = source.passes(missing);
            }
        }
    }

    /** Reading once more would not help: the source did not give what it was planned from. */
    private static void requireNone(Set<ChunkRange> missing) {
        if (!missing.isEmpty()) {
            throw new IllegalStateException("a pass ended without " + missing.size() + " of its chunks, such as "
                    + missing.iterator().next());
        }
    }
}
