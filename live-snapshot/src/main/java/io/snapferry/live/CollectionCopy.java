package io.snapferry.live;

import com.mongodb.MongoException;
import io.snapferry.live.ReadMode.PinnedClusterTime;
import io.snapferry.source.SnapshotTarget;
import io.snapferry.source.SnapshotTarget.CollectionTarget;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.bson.BSONException;
import org.bson.RawBsonDocument;

/** Reads one collection to its end and writes it. Runs once, in one thread, beside others. */
final class CollectionCopy implements Callable<CollectionTotals> {
    private static final int DOCUMENTS_PER_REPORT = 1_000;

    private final Deployment deployment;
    private final ReadMode mode;
    private final ListedCollection collection;
    private final SnapshotTarget target;
    private final Progress progress;

    private long documents;
    private long bytes;
    private long reportedDocuments;
    private long reportedBytes;

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
    public CollectionTotals call() throws IOException, InterruptedException {
        try (CollectionTarget opened = begin()) {
            if (collection.hasDocuments()) {
                copyDocuments(opened);
                requireComplete();
            }
            opened.finish();
        }
        report();
        progress.finished(collection.namespace());
        return new CollectionTotals(
                collection.namespace(), collection.metadata().kind(), documents, bytes);
    }

    private CollectionTarget begin() throws IOException {
        synchronized (target) {
            return target.begin(collection.metadata());
        }
    }

    private void copyDocuments(CollectionTarget opened) throws IOException, InterruptedException {
        try (OpenDocuments cursor = OpenDocuments.open(deployment, mode, collection.documents())) {
            while (cursor.hasNext()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("the snapshot was cancelled");
                }
                RawBsonDocument document = cursor.next();
                opened.documents(document.getBackingArray(), document.getByteOffset(), document.getByteLength());
                documents++;
                bytes += document.getByteLength();
                if (documents - reportedDocuments >= DOCUMENTS_PER_REPORT) {
                    report();
                }
            }
        } catch (MongoException | BSONException | IllegalArgumentException e) {
            throw deployment.failures().translated(collection.namespace(), e);
        }
    }

    /**
     * A collection that was dropped looks like an empty one. At a pinned time a cursor that gave documents to its end gave
     * all of them; without one, it may also have ended early.
     */
    private void requireComplete() throws LiveSnapshotException, InterruptedException {
        boolean isKnownToBeComplete = mode instanceof PinnedClusterTime && documents > 0;
        if (!isKnownToBeComplete) {
            new Catalog(deployment).requireStillThere(collection);
        }
    }

    private void report() {
        if (documents > reportedDocuments) {
            progress.read(collection.namespace(), documents - reportedDocuments, bytes - reportedBytes);
            reportedDocuments = documents;
            reportedBytes = bytes;
        }
    }
}
