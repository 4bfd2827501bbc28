package io.snapferry.verify;

import io.snapferry.run.ExportProgress;
import java.util.concurrent.atomic.LongAdder;

/** How far a verification is. Written by its threads, read by anybody. Thread-safe. */
public final class VerifyProgress {
    private final LongAdder objects = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final ExportProgress proof = new ExportProgress();
    private volatile long totalObjects;
    private volatile long totalBytes;

    /** Nothing known yet. */
    public VerifyProgress() {}

    void listed(long objectCount, long sizeBytes) {
        totalObjects = objectCount;
        totalBytes = sizeBytes;
    }

    void bytesRead(long count) {
        bytes.add(count);
    }

    void objectDone() {
        objects.increment();
    }

    /** Of the export that is made again from the source. */
    public ExportProgress proof() {
        return proof;
    }

    /** Of the objects that are read back. */
    public Figures figures() {
        return new Figures(objects.sum(), totalObjects, bytes.sum(), totalBytes);
    }

    /**
     * Figures of a moment; totals are 0 before the manifest was read.
     *
     * @param objects done
     * @param totalObjects that the manifest lists
     * @param bytes read
     * @param totalBytes of the objects that the manifest lists
     */
    public record Figures(long objects, long totalObjects, long bytes, long totalBytes) {}
}
