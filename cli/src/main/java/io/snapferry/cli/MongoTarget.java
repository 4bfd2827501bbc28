package io.snapferry.cli;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.InsertManyOptions;
import io.snapferry.bson.RawBson;
import io.snapferry.source.CollectionKind;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.Namespace;
import io.snapferry.source.SnapshotTarget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/**
 * Writes collections into a server: creates each with its options, inserts its documents in batches, then builds its
 * indexes. A collection that exists already is refused. Not thread-safe.
 */
final class MongoTarget implements SnapshotTarget {
    private static final int BATCH_BYTES = 4 << 20;
    private static final int BATCH_DOCUMENTS = 1_000;
    private static final String ID_INDEX = "_id_";

    private final MongoClient client;

    private MongoTarget(MongoClient client) {
        this.client = client;
    }

    /** @throws IOException when the connection string is not one */
    static MongoTarget connect(String connectionString) throws IOException {
        try {
            return new MongoTarget(MongoClients.create(connectionString));
        } catch (IllegalArgumentException | MongoException e) {
            throw new IOException("not a connection string: " + e.getMessage(), e);
        }
    }

    @Override
    public CollectionTarget begin(CollectionMetadata metadata) throws IOException {
        Namespace namespace = metadata.namespace();
        try {
            MongoDatabase database = client.getDatabase(namespace.database());
            BsonDocument create = new BsonDocument("create", new BsonString(namespace.collection()));
            create.putAll(document(metadata.options()));
            database.runCommand(create);
            String data = metadata.kind() == CollectionKind.TIME_SERIES
                    ? "system.buckets." + namespace.collection()
                    : namespace.collection();
            return new Documents(metadata, database, database.getCollection(data, RawBsonDocument.class));
        } catch (MongoException e) {
            throw new IOException(namespace + " cannot be created: " + e.getMessage(), e);
        }
    }

    private static BsonDocument document(RawBson bson) {
        return new RawBsonDocument(bson.toByteArray());
    }

    @Override
    public void close() {
        client.close();
    }

    /** A collection on its way into the server. */
    private static final class Documents implements CollectionTarget {
        private final CollectionMetadata metadata;
        private final MongoDatabase database;
        private final MongoCollection<RawBsonDocument> collection;
        private final List<RawBsonDocument> batch = new ArrayList<>();
        private long batchBytes;

        Documents(CollectionMetadata metadata, MongoDatabase database, MongoCollection<RawBsonDocument> collection) {
            this.metadata = metadata;
            this.database = database;
            this.collection = collection;
        }

        @Override
        public void documents(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer run = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            int position = offset;
            while (position < offset + length) {
                int documentLength = run.getInt(position);
                batch.add(new RawBsonDocument(Arrays.copyOfRange(bytes, position, position + documentLength)));
                batchBytes += documentLength;
                position += documentLength;
                if (batch.size() >= BATCH_DOCUMENTS || batchBytes >= BATCH_BYTES) {
                    insert();
                }
            }
        }

        private void insert() throws IOException {
            if (batch.isEmpty()) {
                return;
            }
            try {
                collection.insertMany(batch, new InsertManyOptions().ordered(true));
            } catch (MongoException e) {
                throw new IOException(metadata.namespace() + " refuses documents: " + e.getMessage(), e);
            }
            batch.clear();
            batchBytes = 0;
        }

        @Override
        public void finish() throws IOException {
            insert();
            BsonArray indexes = new BsonArray();
            for (BsonValue index : document(metadata.indexes()).values()) {
                if (!index.asDocument()
                        .getString("name", new BsonString(""))
                        .getValue()
                        .equals(ID_INDEX)) {
                    indexes.add(withoutNamespace(index.asDocument()));
                }
            }
            if (!indexes.isEmpty()) {
                try {
                    database.runCommand(new BsonDocument(
                                    "createIndexes",
                                    new BsonString(metadata.namespace().collection()))
                            .append("indexes", indexes));
                } catch (MongoException e) {
                    throw new IOException(metadata.namespace() + " refuses its indexes: " + e.getMessage(), e);
                }
            }
        }

        /** Old servers name the namespace in every index; new ones refuse that. */
        private static BsonDocument withoutNamespace(BsonDocument index) {
            BsonDocument specification = new BsonDocument();
            index.forEach((name, value) -> {
                if (!name.equals("ns")) {
                    specification.append(name, value);
                }
            });
            return specification;
        }

        @Override
        public void close() {}
    }
}
