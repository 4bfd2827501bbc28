package io.snapferry.cli;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.snapferry.importing.ImportTarget;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.Namespace;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Imports into a server: each collection is created with its options, then gets its documents, then its indexes. Documents
 * are acknowledged by a majority unless the connection string says otherwise.
 */
final class MongoTarget implements ImportTarget {
    private final MongoClient client;
    private final String location;
    private final boolean isDropping;
    private final Map<String, Set<String>> collectionsThere = new HashMap<>();

    private MongoTarget(MongoClient client, String location, boolean isDropping) {
        this.client = client;
        this.location = location;
        this.isDropping = isDropping;
    }

    /**
     * Connects when it is first used.
     *
     * @param isDropping whether a collection that is in the way is dropped
     * @throws IOException when the connection string is not one
     */
    static MongoTarget connect(String connectionString, boolean isDropping) throws IOException {
        try {
            ConnectionString parsed = new ConnectionString(connectionString);
            MongoClientSettings.Builder settings = MongoClientSettings.builder()
                    .writeConcern(WriteConcern.MAJORITY)
                    .applyConnectionString(parsed);
            return new MongoTarget(
                    MongoClients.create(settings.build()),
                    "mongodb://" + String.join(",", parsed.getHosts()),
                    isDropping);
        } catch (IllegalArgumentException | MongoException e) {
            throw new IOException("not a connection string: " + e.getMessage(), e);
        }
    }

    @Override
    public String location() {
        return location;
    }

    @Override
    public void requireRoom(CollectionMetadata collection) throws IOException {
        if (!isDropping && isThere(collection.namespace())) {
            throw new IOException(collection.namespace()
                    + " is there already. --drop replaces it; an import that was interrupted goes on with its --state");
        }
    }

    @Override
    public CollectionImport begin(CollectionMetadata collection, boolean isBegun) throws IOException {
        Namespace namespace = collection.namespace();
        CollectionOptions options = new CollectionOptions(collection);
        MongoDatabase database = client.getDatabase(namespace.database());
        boolean isThere = isThere(namespace);
        boolean isKept = isThere && isBegun && !options.isOrdered();
        try {
            if (isThere && !isKept) {
                database.getCollection(namespace.collection()).drop();
            }
            if (!isKept) {
                database.runCommand(options.createCommand());
            }
        } catch (MongoException e) {
            throw new IOException(namespace + " cannot be created: " + MongoFailure.reason(e), e);
        }
        return new MongoCollectionImport(collection, options, database, !isKept);
    }

    private boolean isThere(Namespace namespace) throws IOException {
        Set<String> names = collectionsThere.get(namespace.database());
        if (names == null) {
            try {
                names = client.getDatabase(namespace.database())
                        .listCollectionNames()
                        .into(new HashSet<>());
            } catch (MongoException e) {
                throw new IOException(
                        "the collections of " + namespace.database() + " cannot be listed: " + MongoFailure.reason(e),
                        e);
            }
            collectionsThere.put(namespace.database(), names);
        }
        return names.contains(namespace.collection());
    }

    @Override
    public void close() {
        client.close();
    }
}
