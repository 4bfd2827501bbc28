package io.snapferry.cli;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.snapferry.bson.DocumentLength;
import io.snapferry.importing.ImportTarget.ChunkImport;
import io.snapferry.source.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/**
 * Writes the documents of one chunk in batches that are bounded by count and bytes; the driver divides what is more than the
 * server takes in one message. When the network fails a batch is written again, as one whose documents may be there already.
 * Not thread-safe.
 */
final class DocumentBatches implements ChunkImport {
    /** For about half a minute, in which a replica set finds a new primary. */
    static final RetryPolicy<Object> RETRIES = RetryPolicy.builder()
            .handleIf(MongoFailure::isPassing)
            .withBackoff(Duration.ofMillis(250), Duration.ofSeconds(8))
            .withMaxRetries(7)
            .build();

    private static final int BATCH_BYTES = 4 << 20;
    private static final int BATCH_DOCUMENTS = 1_000;
    private static final String ID = "_id";

    private final Namespace namespace;
    private final MongoCollection<RawBsonDocument> collection;
    private final boolean isReplay;
    private final boolean isReplayable;
    private final List<RawBsonDocument> batch = new ArrayList<>();
    private long batchBytes;

    /**
     * @param isReplay whether documents may be there already: those are replaced
     * @param isReplayable whether a batch may be written a second time
     */
    DocumentBatches(
            Namespace namespace, MongoCollection<RawBsonDocument> collection, boolean isReplay, boolean isReplayable) {
        this.namespace = namespace;
        this.collection = collection;
        this.isReplay = isReplay;
        this.isReplayable = isReplayable;
    }

    @Override
    public void documents(byte[] bytes, int offset, int length) throws IOException {
        int documentLength;
        for (int position = offset; position < offset + length; position += documentLength) {
            documentLength = DocumentLength.readTrusted(bytes, position);
            batch.add(new RawBsonDocument(Arrays.copyOfRange(bytes, position, position + documentLength)));
            batchBytes += documentLength;
            if (batch.size() >= BATCH_DOCUMENTS || batchBytes >= BATCH_BYTES) {
                write();
            }
        }
    }

    @Override
    public void finish() throws IOException {
        write();
    }

    private void write() throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        try {
            if (isReplayable) {
                Failsafe.with(RETRIES).run(attempt -> {
                    if (isReplay || attempt.isRetry()) {
                        replace();
                    } else {
                        insert();
                    }
                });
            } else {
                insert();
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (MongoException e) {
            throw new IOException(namespace + " does not take documents: " + MongoFailure.reason(e), e);
        } catch (FailsafeException e) { // only an interrupt while it waits for the next attempt
            Thread.currentThread().interrupt();
            throw new IOException(namespace + ": interrupted", e);
        }
        batch.clear();
        batchBytes = 0;
    }

    /** In order, and without the collection's validator: what is in the snapshot was taken by a server once. */
    private void insert() {
        var unused = collection.insertMany(
                batch, new InsertManyOptions().ordered(true).bypassDocumentValidation(true));
    }

    private void replace() {
        List<ReplaceOneModel<RawBsonDocument>> writes = new ArrayList<>(batch.size());
        for (RawBsonDocument document : batch) {
            BsonValue id = document.get(ID);
            if (id == null) {
                throw new UncheckedIOException(new IOException(namespace
                        + " has documents without _id, which cannot be written again. Begin anew with --drop"));
            }
            writes.add(new ReplaceOneModel<>(equalTo(id), document, new ReplaceOptions().upsert(true)));
        }
        var unused = collection.bulkWrite(
                writes, new BulkWriteOptions().ordered(true).bypassDocumentValidation(true));
    }

    /** A document whose own names look like operators would be a query, so those stand behind one. */
    private static BsonDocument equalTo(BsonValue id) {
        return new BsonDocument(ID, id.isDocument() ? new BsonDocument("$eq", id) : id);
    }
}
