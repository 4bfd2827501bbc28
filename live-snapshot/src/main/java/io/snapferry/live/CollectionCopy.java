package io.snapferry.live;

import io.snapferry.live.ReadMode.PinnedClusterTime;
import io.snapferry.source.SnapshotTarget;
import io.snapferry.source.SnapshotTarget.CollectionTarget;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Reads one collection as a whole and writes it. Runs once, in one thread, beside others. */
final class CollectionCopy implements Callable<Optional<CollectionTotals>> {
    private final Deployment deployment;
    private final ReadMode mode;
    private final ListedCollection collection;
    private final SnapshotTarget target;
    private final Progress progress;

    /** @param target shared with other copies; its methods are called under its lock, those of a collection are not */
    CollectionCopy(
            Deployment deployment,
            ReadMode mode,
            ListedCollection collection,
            SnapshotTarget target,
            Progress progress) {
        this.deployment = deployment;
        this.mode = mode;
        this.collection = collection;
        this.target = target;
        this.progress = progress;
    }

    @Override
    public Optional<CollectionTotals> call() throws IOException, InterruptedException {
        CollectionTotals totals = new CollectionTotals(
                collection.namespace(), collection.metadata().kind(), 0, 0);
        try (CollectionTarget opened = begin(target, collection)) {
            if (collection.hasDocuments()) {
                totals = new RangeRead(deployment, mode, collection, progress).into(IdRange.ALL, opened::documents);
                requireComplete(totals);
            }
            opened.finish();
        }
        progress.finished(collection.namespace());
        return Optional.of(totals);
    }

    static CollectionTarget begin(SnapshotTarget target, ListedCollection collection) throws IOException {
        synchronized (target) {
            return target.begin(collection.metadata());
        }
    }

    /**
     * A collection that was dropped looks like an empty one. At a pinned time a cursor that gave documents to its end gave
     * all of them; without one, it may also have ended early.
     */
    private void requireComplete(CollectionTotals totals) throws LiveSnapshotException, InterruptedException {
        boolean isKnownToBeComplete = mode instanceof PinnedClusterTime && totals.documents() > 0;
        if (!isKnownToBeComplete) {
            new Catalog(deployment).requireStillThere(collection);
        }
    }
}
