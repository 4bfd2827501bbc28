package io.snapferry.source.reading;

import io.snapferry.source.ChunkRange;
import io.snapferry.source.Namespace;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides a namespace into ranges from the lengths of its documents in natural order. The one home of the rule that a
 * range ends with the first document that brings it to the chunk size. Single-threaded.
 */
public final class ChunkPlanner {
    private final Namespace namespace;
    private final long chunkSizeBytes;
    private final List<ChunkRange> ranges = new ArrayList<>();

    private long documentOffset;
    private long byteOffset;
    private long documents;
    private long bytes;

    /** @param chunkSizeBytes at least 1 */
    public ChunkPlanner(Namespace namespace, long chunkSizeBytes) {
        if (chunkSizeBytes < 1) {
            throw new IllegalArgumentException("chunk size " + chunkSizeBytes + " is below the minimum of 1");
        }
        this.namespace = namespace;
        this.chunkSizeBytes = chunkSizeBytes;
    }

    /** Adds the next document; true when it ended a range. */
    public boolean add(int lengthBytes) {
        documents++;
        bytes += lengthBytes;
        if (bytes < chunkSizeBytes) {
            return false;
        }
        endRange();
        return true;
    }

    /** Ends the last range and gives all of them; an empty namespace has none. */
    public List<ChunkRange> finish() {
        if (documents > 0) {
            endRange();
        }
        return List.copyOf(ranges);
    }

    private void endRange() {
        ranges.add(new ChunkRange(namespace, ranges.size(), documentOffset, documents, byteOffset, bytes));
        documentOffset += documents;
        byteOffset += bytes;
        documents = 0;
        bytes = 0;
    }
}
