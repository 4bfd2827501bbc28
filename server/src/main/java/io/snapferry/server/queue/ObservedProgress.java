package io.snapferry.server.queue;

import io.snapferry.run.ExportProgress;
import java.util.Optional;

/** Passes on what was exported since it was passed on last, without what the ledger knew before. Thread-safe. */
final class ObservedProgress {
    private final ExportProgress progress;
    private final ExportObserver observer;
    private Amounts reported = new Amounts(0, 0, 0); // guarded by this

    ObservedProgress(ExportProgress progress, ExportObserver observer) {
        this.progress = progress;
        this.observer = observer;
    }

    private record Amounts(long documents, long bsonBytes, long objectBytes) {
        static Amounts of(ExportProgress.Figures figures) {
            long documents = figures.byReplicaSet().values().stream()
                    .mapToLong(ExportProgress.Amount::documents)
                    .sum();
            return new Amounts(documents, figures.bsonBytes(), figures.bytes());
        }

        Amounts minus(Amounts other) {
            return new Amounts(
                    documents - other.documents, bsonBytes - other.bsonBytes, objectBytes - other.objectBytes);
        }
    }

    synchronized void report() {
        Optional<ExportProgress.Figures> before = progress.ofEarlierRuns();
        if (before.isPresent()) {
            Amounts done = Amounts.of(progress.figures()).minus(Amounts.of(before.get()));
            Amounts more = done.minus(reported);
            observer.exported(more.documents(), more.bsonBytes(), more.objectBytes());
            reported = done;
        }
    }
}
