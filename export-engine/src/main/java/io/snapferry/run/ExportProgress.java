package io.snapferry.run;

import io.snapferry.plan.ExportPlan;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** How far a run is. Written by the run's threads, read by anybody. Thread-safe. */
public final class ExportProgress {
    private volatile Totals totals = new Totals(false, 0, 0, 0, 0);
    private final LongAdder documents = new LongAdder();
    private final LongAdder bsonBytes = new LongAdder();
    private final LongAdder jsonBytes = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final AtomicInteger objects = new AtomicInteger();
    private final AtomicInteger collections = new AtomicInteger();

    /** Nothing done, nothing planned. */
    public ExportProgress() {}

    void planned(ExportPlan plan) {
        totals = new Totals(
                true, plan.collections().size(), plan.objectCount(), plan.documentCount(), plan.bsonSizeBytes());
    }

    void documentsDone(long count, long sizeBytes) {
        documents.add(count);
        bsonBytes.add(sizeBytes);
    }

    void objectDone(long jsonSizeBytes, long objectSizeBytes) {
        objects.incrementAndGet();
        jsonBytes.add(jsonSizeBytes);
        bytes.add(objectSizeBytes);
    }

    void collectionDone() {
        collections.incrementAndGet();
    }

    /** The figures of this moment. */
    public Figures figures() {
        return new Figures(
                totals,
                collections.get(),
                objects.get(),
                documents.sum(),
                bsonBytes.sum(),
                jsonBytes.sum(),
                bytes.sum());
    }

    /**
     * What there is to do.
     *
     * @param isPlanned whether the plan is made; everything else is 0 before
     */
    public record Totals(boolean isPlanned, int collections, int objects, long documents, long bsonBytes) {}

    /**
     * What is done.
     *
     * @param totals what there is to do
     * @param collections whose objects are all in the bucket
     * @param objects in the bucket
     * @param documents read and written, those of unfinished objects too
     * @param bsonBytes of the documents
     * @param jsonBytes of the finished objects' text
     * @param bytes of the finished objects
     */
    public record Figures(
            Totals totals, int collections, int objects, long documents, long bsonBytes, long jsonBytes, long bytes) {}
}
