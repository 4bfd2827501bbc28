package io.snapferry.run;

import io.snapferry.manifest.FinishedObject;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A ledger in memory, for runs that go on with one another's work. */
final class RememberingLedger implements ExportLedger {
    private final Map<String, FinishedObject> objects = Collections.synchronizedMap(new TreeMap<>());
    private final AtomicInteger recordsLeft = new AtomicInteger(Integer.MAX_VALUE);
    private volatile Optional<SortedMap<String, String>> sources = Optional.empty();
    private volatile boolean isCancelled;

    /** From now on nothing may be completed. */
    void cancel() {
        isCancelled = true;
    }

    /** Stops the run when it wants to record more objects than that. */
    void stopAfter(int records) {
        recordsLeft.set(records);
    }

    @Override
    public synchronized SortedMap<String, String> settleSources(SortedMap<String, String> identities) {
        sources = sources.or(() -> Optional.of(identities));
        return sources.get();
    }

    @Override
    public boolean isResumed() {
        return sources.isPresent();
    }

    @Override
    public Collection<FinishedObject> finished() {
        return List.copyOf(objects.values());
    }

    @Override
    public void record(FinishedObject object) throws ExportStoppedException {
        if (recordsLeft.getAndDecrement() <= 0) {
            throw new ExportStoppedException("stopped by the test");
        }
        objects.put(object.key(), object);
    }

    @Override
    public void beginCompletion() throws ExportStoppedException {
        if (isCancelled) {
            throw new ExportStoppedException("cancelled");
        }
    }
}
