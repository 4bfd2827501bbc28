package io.snapferry.importing;

import java.util.concurrent.atomic.LongAdder;

/** How far an import is. Written by its threads, read by anybody. Thread-safe. */
public final class ImportProgress {
    private final LongAdder objects = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder documents = new LongAdder();
    private volatile long totalObjects;
    private volatile long totalBytes;

    /** Nothing known yet. */
    public ImportProgress() {}

    void listed(long objectCount, long sizeBytes) {
        totalObjects = objectCount;
        totalBytes = sizeBytes;
    }

    void written(long documentCount) {
        documents.add(documentCount);
    }

    void objectDone(long sizeBytes) {
        objects.increment();
        bytes.add(sizeBytes);
    }

    /** The figures of this moment. */
    public Figures figures() {
        return new Figures(objects.sum(), totalObjects, bytes.sum(), totalBytes, documents.sum());
    }

    /**
     * Figures of a moment; totals are 0 before the export was listed.
     *
     * @param objects in the target
     * @param totalObjects that are wanted
     * @param bytes of these objects
     * @param totalBytes of those that are wanted
     * @param documents written by this run
     */
    public record Figures(long objects, long totalObjects, long bytes, long totalBytes, long documents) {}
}
