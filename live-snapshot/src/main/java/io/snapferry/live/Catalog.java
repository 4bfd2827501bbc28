package io.snapferry.live;

import com.mongodb.client.MongoDatabase;
import io.snapferry.bson.RawBson;
import io.snapferry.live.LiveSnapshotException.Reason;
import io.snapferry.source.CollectionKind;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.Namespace;
import io.snapferry.source.metadata.BucketsName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.RawBsonDocument;

/**
 * Lists what a deployment holds, from its primary and as of now: {@code listCollections} and {@code listIndexes} know no
 * snapshot reads. Thread-safe.
 */
final class Catalog {
    /** As an export leaves them out: users and roles, sharding, and what belongs to one server. */
    static final Set<String> DATABASES_LEFT_OUT = new TreeSet<>(Set.of("admin", "config", "local"));

    private static final String SYSTEM = "system.";
    /** The one such collection that users write to; mongodump takes it too. */
    private static final String STORED_FUNCTIONS = "system.js";

    private final Deployment deployment;

    Catalog(Deployment deployment) {
        this.deployment = deployment;
    }

    /** All collections and views of users, ordered by namespace. */
    List<ListedCollection> list() throws LiveSnapshotException, InterruptedException {
        List<String> databases = deployment
                .failures()
                .translating(() -> deployment.client().listDatabaseNames().into(new ArrayList<>()));
        List<ListedCollection> collections = new ArrayList<>();
        for (String database : new TreeSet<>(databases)) {
            if (!DATABASES_LEFT_OUT.contains(database)) {
                collections.addAll(list(database));
            }
        }
        return List.copyOf(collections);
    }

    private List<ListedCollection> list(String database) throws LiveSnapshotException, InterruptedException {
        Map<String, CatalogEntry> entries = new TreeMap<>();
        for (CatalogEntry entry : entries(database, new BsonDocument())) {
            if (entries.put(entry.name(), entry) != null) {
                throw LiveSnapshotException.of(
                        Reason.SERVER_ERROR, namespace(database, entry.name()), "the server lists it twice");
            }
        }
        List<ListedCollection> collections = new ArrayList<>();
        for (CatalogEntry entry : entries.values()) {
            Optional<String> timeSeries = BucketsName.timeSeries(entry.name());
            if (timeSeries.isPresent() && !entries.containsKey(timeSeries.get())) {
                throw LiveSnapshotException.of(
                        Reason.NOT_SUPPORTED,
                        namespace(database, entry.name()),
                        "buckets without their time series cannot be dumped");
            }
            if (!entry.name().startsWith(SYSTEM) || entry.name().equals(STORED_FUNCTIONS)) {
                collections.add(collection(database, entry, entries));
            }
        }
        return collections;
    }

    private List<CatalogEntry> entries(String database, BsonDocument filter)
            throws LiveSnapshotException, InterruptedException {
        return deployment.failures().translating(() -> {
            MongoDatabase listed = deployment.client().getDatabase(database);
            return listed.listCollections(RawBsonDocument.class)
                    .filter(filter)
                    .map(CatalogEntry::of)
                    .into(new ArrayList<>());
        });
    }

    private Namespace namespace(String database, String collection) throws LiveSnapshotException, InterruptedException {
        return deployment.failures().translating(() -> new Namespace(database, collection));
    }

    private ListedCollection collection(String database, CatalogEntry entry, Map<String, CatalogEntry> entries)
            throws LiveSnapshotException, InterruptedException {
        Namespace namespace = namespace(database, entry.name());
        CollectionKind kind = entry.kind()
                .orElseThrow(() -> LiveSnapshotException.of(
                        Reason.NOT_SUPPORTED,
                        namespace,
                        "type is \"" + entry.type() + "\", expected collection, view or timeseries"));
        return switch (kind) {
            case VIEW ->
                new ListedCollection(
                        metadata(namespace, kind, entry, RawBson.EMPTY, Optional.empty()), namespace, Optional.empty());
            case COLLECTION ->
                new ListedCollection(
                        metadata(namespace, kind, entry, indexes(namespace), entry.uuidHex()),
                        namespace,
                        entry.uuidHex());
            case TIME_SERIES -> {
                CatalogEntry buckets = entries.get(BucketsName.of(entry.name()));
                if (buckets == null) {
                    throw LiveSnapshotException.of(
                            Reason.NOT_SUPPORTED,
                            namespace,
                            "a time series without a collection of buckets, as servers have them since 8.3, cannot be read yet");
                }
                yield new ListedCollection(
                        metadata(namespace, kind, entry, indexes(namespace), Optional.empty()),
                        namespace(database, buckets.name()),
                        buckets.uuidHex());
            }
        };
    }

    private static CollectionMetadata metadata(
            Namespace namespace, CollectionKind kind, CatalogEntry entry, RawBson indexes, Optional<String> uuidHex) {
        return new CollectionMetadata(
                namespace, kind, entry.options(), indexes, uuidHex, Optional.empty(), Optional.empty());
    }

    private RawBson indexes(Namespace namespace) throws LiveSnapshotException, InterruptedException {
        return deployment
                .failures()
                .translating(
                        namespace,
                        () -> CatalogEntry.array(deployment
                                .client()
                                .getDatabase(namespace.database())
                                .getCollection(namespace.collection())
                                .listIndexes(RawBsonDocument.class)
                                .into(new ArrayList<>())));
    }

    /** Fails unless the collection is still the one that was listed. */
    void requireStillThere(ListedCollection collection) throws LiveSnapshotException, InterruptedException {
        Namespace documents = collection.documents();
        boolean isThere = entries(documents.database(), nameIs(documents.collection())).stream()
                .filter(entry -> entry.name().equals(documents.collection()))
                .anyMatch(entry -> entry.uuidHex().equals(collection.documentsUuidHex()));
        if (!isThere) {
            throw LiveSnapshotException.of(
                    Reason.CATALOG_CHANGED,
                    collection.namespace(),
                    "the collection was dropped or renamed while the snapshot was taken");
        }
    }

    private static BsonDocument nameIs(String collection) {
        return new BsonDocument("name", new BsonString(collection));
    }
}
