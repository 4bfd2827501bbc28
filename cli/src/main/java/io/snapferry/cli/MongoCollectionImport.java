package io.snapferry.cli;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.failsafe.Failsafe;
import io.snapferry.importing.ImportTarget.ChunkImport;
import io.snapferry.importing.ImportTarget.CollectionImport;
import io.snapferry.source.CollectionKind;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.Namespace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.RawBsonDocument;

/** A collection on its way into a server. Its chunks may be written by several threads. */
final class MongoCollectionImport implements CollectionImport {
    private static final String BUCKETS = "system.buckets.";

    private final Namespace namespace;
    private final CollectionOptions options;
    private final MongoDatabase database;
    private final MongoCollection<RawBsonDocument> documents;
    private final boolean isNew;

    MongoCollectionImport(
            CollectionMetadata metadata, CollectionOptions options, MongoDatabase database, boolean isNew) {
        this.namespace = metadata.namespace();
        this.options = options;
        this.database = database;
        this.isNew = isNew;
        String name = metadata.kind() == CollectionKind.TIME_SERIES
                ? BUCKETS + namespace.collection()
                : namespace.collection();
        this.documents = database.getCollection(name, RawBsonDocument.class);
    }

    @Override
    public boolean isOrdered() {
        return options.isOrdered();
    }

    @Override
    public boolean isNew() {
        return isNew;
    }

    @Override
    public ChunkImport beginChunk() {
        return new DocumentBatches(namespace, documents, !isNew, !isOrdered());
    }

    /** Counts before the indexes are built: one that expires documents begins with it at once. */
    @Override
    public List<String> finish(long documentCount) throws IOException {
        List<String> refusals = new ArrayList<>();
        try {
            long found = Failsafe.with(DocumentBatches.RETRIES).get(() -> documents.countDocuments());
            if (found != documentCount) {
                refusals.add(namespace + ": it has " + found + " documents, " + documentCount + " were written");
            }
            refusals.addAll(buildIndexes(options.indexes()));
        } catch (MongoException e) {
            throw new IOException(namespace + " cannot be finished: " + MongoFailure.reason(e), e);
        }
        return refusals;
    }

    /** All at once, so that the documents are read once; one by one when that fails, to name those that cannot be built. */
    private List<String> buildIndexes(List<BsonDocument> indexes) {
        if (indexes.isEmpty()) {
            return List.of();
        }
        try {
            create(indexes);
            return List.of();
        } catch (MongoCommandException e) {
            return buildOneByOne(indexes);
        }
    }

    private List<String> buildOneByOne(List<BsonDocument> indexes) {
        List<String> refusals = new ArrayList<>();
        for (BsonDocument index : indexes) {
            try {
                create(List.of(index));
            } catch (MongoCommandException e) {
                refusals.add(namespace + ": the index " + CollectionOptions.nameOf(index) + " is refused: "
                        + MongoFailure.reason(e));
            }
        }
        return refusals;
    }

    private void create(List<BsonDocument> indexes) {
        BsonDocument command = new BsonDocument("createIndexes", new BsonString(namespace.collection()))
                .append("indexes", new BsonArray(indexes));
        Failsafe.with(DocumentBatches.RETRIES).run(() -> database.runCommand(command));
    }

    @Override
    public void close() {}
}
