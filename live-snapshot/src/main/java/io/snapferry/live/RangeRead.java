package io.snapferry.live;

import java.io.IOException;
import org.bson.RawBsonDocument;

/** Reads one range of one collection to its end. Runs once, in one thread. */
final class RangeRead {
    private static final int DOCUMENTS_PER_REPORT = 1_000;

    private final Deployment deployment;
    private final ReadMode mode;
    private final ListedCollection collection;
    private final Progress progress;

    private long documents;
    private long bytes;
    private long reportedDocuments;
    private long reportedBytes;

    RangeRead(Deployment deployment, ReadMode mode, ListedCollection collection, Progress progress) {
        this.deployment = deployment;
        this.mode = mode;
        this.collection = collection;
        this.progress = progress;
    }

    /** Hands all documents of the range to the sink. */
    CollectionTotals into(IdRange range, DocumentSink sink) throws IOException, InterruptedException {
        DriverFailures failures = deployment.failures();
        try (OpenDocuments cursor = failures.translating(
                collection.namespace(), () -> OpenDocuments.open(deployment, mode, collection.documents(), range))) {
            while (failures.translating(collection.namespace(), cursor::hasNext)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("the snapshot was cancelled");
                }
                RawBsonDocument document = failures.translating(collection.namespace(), cursor::next);
                sink.document(document.getBackingArray(), document.getByteOffset(), document.getByteLength());
                documents++;
                bytes += document.getByteLength();
                if (documents - reportedDocuments >= DOCUMENTS_PER_REPORT) {
                    report();
                }
            }
        }
        report();
        return new CollectionTotals(
                collection.namespace(), collection.metadata().kind(), documents, bytes);
    }

    private void report() {
        if (documents > reportedDocuments) {
            progress.read(collection.namespace(), documents - reportedDocuments, bytes - reportedBytes);
            reportedDocuments = documents;
            reportedBytes = bytes;
        }
    }
}
