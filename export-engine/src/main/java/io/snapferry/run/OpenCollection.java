package io.snapferry.run;

import io.snapferry.plan.PlannedCollection;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts down the objects of one planned collection, and tells the progress when all are in the bucket. Thread-safe. */
final class OpenCollection {
    private final AtomicInteger missing;
    private final ExportProgress progress;

    OpenCollection(PlannedCollection collection, ExportProgress progress) {
        this.missing = new AtomicInteger(collection.objectCount());
        this.progress = progress;
        if (collection.objectCount() == 0) {
            progress.collectionDone();
        }
    }

    void objectDone() {
        if (missing.decrementAndGet() == 0) {
            progress.collectionDone();
        }
    }
}
