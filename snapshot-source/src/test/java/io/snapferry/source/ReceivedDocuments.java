package io.snapferry.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Keeps all that a pass delivers, and refuses what a pass must not do. Single-threaded. */
public final class ReceivedDocuments implements DocumentReceiver {
    private final Map<ChunkRange, ByteArrayOutputStream> bytes = new LinkedHashMap<>();
    private final Set<ChunkRange> finished = new LinkedHashSet<>();

    /** Reads ranges with all passes that the source makes of them. */
    public static ReceivedDocuments read(SnapshotSource source, Collection<ChunkRange> ranges)
            throws IOException, InterruptedException {
        ReceivedDocuments received = new ReceivedDocuments();
        for (ReadPass pass : source.passes(ranges)) {
            pass.read(received);
        }
        return received;
    }

    @Override
    public void documents(ChunkRange range, byte[] run, int offset, int length) {
        if (finished.contains(range)) {
            throw new AssertionError("documents after the end of " + range);
        }
        bytes.computeIfAbsent(range, key -> new ByteArrayOutputStream()).write(run, offset, length);
    }

    @Override
    public void finished(ChunkRange range) {
        if (!finished.add(range)) {
            throw new AssertionError("finished twice: " + range);
        }
    }

    /** Which ranges were finished, in that order. */
    public Set<ChunkRange> finished() {
        return finished;
    }

    /** The documents of a range one behind the other. */
    public byte[] bytes(ChunkRange range) {
        ByteArrayOutputStream received = bytes.get(range);
        return received == null ? new byte[0] : received.toByteArray();
    }

    /** The documents of some ranges one behind the other. */
    public byte[] bytes(Collection<ChunkRange> ranges) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ranges.forEach(range -> all.writeBytes(bytes(range)));
        return all.toByteArray();
    }
}
