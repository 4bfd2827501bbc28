package io.snapferry.live;

import com.mongodb.MongoCommandException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import io.snapferry.live.ReadMode.PinnedClusterTime;
import io.snapferry.source.CollectionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNumber;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;

/**
 * Divides a large collection into ranges of {@code _id} that are read at the same time. Only at a pinned time, because
 * else a document that gets another place between two reads could be read twice; and only where the {@code _id} index is
 * the plain one. Written one after the other, the ranges give the order of the index, whatever their bounds are.
 */
final class RangePlan {
    /** More would only make more files that are put together in the end. */
    private static final int MAX_RANGES = 64;

    /** How many documents are drawn per range: enough that ranges differ little in size. */
    private static final int SAMPLE_PER_RANGE = 20;

    /** Options with which there is no {@code _id} index, or it does not order by value, or the order is of worth. */
    private static final Set<String> WHOLE_OPTIONS = Set.of("capped", "clusteredIndex", "collation", "autoIndexId");

    private static final BsonDocument ID_KEY = new BsonDocument("_id", new BsonInt32(1));

    private final Deployment deployment;
    private final ReadMode mode;
    private final long splitAboveDocuments;

    RangePlan(Deployment deployment, ReadMode mode, long splitAboveDocuments) {
        this.deployment = deployment;
        this.mode = mode;
        this.splitAboveDocuments = splitAboveDocuments;
    }

    /** At least one range; {@link IdRange#ALL} alone when the collection is read as a whole. */
    List<IdRange> ranges(ListedCollection collection) throws LiveSnapshotException, InterruptedException {
        if (!(mode instanceof PinnedClusterTime pinned) || !canBeSplit(collection)) {
            return List.of(IdRange.ALL);
        }
        long estimate = deployment
                .failures()
                .translating(collection.namespace(), () -> documents(collection).estimatedDocumentCount());
        if (estimate <= splitAboveDocuments) {
            return List.of(IdRange.ALL);
        }
        int count = Math.toIntExact(Math.min(MAX_RANGES, estimate / splitAboveDocuments + 1));
        return IdRange.between(bounds(collection, pinned, count));
    }

    private static boolean canBeSplit(ListedCollection collection) {
        RawBsonDocument options =
                new RawBsonDocument(collection.metadata().options().toByteArray());
        return collection.metadata().kind() == CollectionKind.COLLECTION
                && options.keySet().stream().noneMatch(WHOLE_OPTIONS::contains)
                && new RawBsonDocument(collection.metadata().indexes().toByteArray())
                        .values().stream().anyMatch(RangePlan::isPlainIdIndex);
    }

    private static boolean isPlainIdIndex(BsonValue index) {
        BsonDocument specification = index.asDocument();
        BsonDocument key = specification.getDocument("key", new BsonDocument());
        return key.size() == 1
                && key.get("_id") instanceof BsonNumber direction
                && direction.doubleValue() == 1
                && !specification.containsKey("collation");
    }

    private MongoCollection<RawBsonDocument> documents(ListedCollection collection) {
        return OpenDocuments.collection(deployment, collection.documents());
    }

    /** Bounds are a matter of speed only, so a server that cannot draw a sample does not end the snapshot. */
    private List<BsonValue> bounds(ListedCollection collection, PinnedClusterTime pinned, int count)
            throws LiveSnapshotException, InterruptedException {
        List<Bson> pipeline = List.of(
                new BsonDocument(
                        "$sample",
                        new BsonDocument("size", new BsonInt32(Math.multiplyExact(count, SAMPLE_PER_RANGE)))),
                new BsonDocument("$project", ID_KEY),
                new BsonDocument("$sort", ID_KEY));
        List<BsonValue> sample = new ArrayList<>();
        try (ClientSession session = OpenDocuments.sessionAt(deployment, pinned)) {
            for (RawBsonDocument drawn : documents(collection).aggregate(session, pipeline)) {
                sample.add(drawn.get("_id"));
            }
        } catch (MongoCommandException e) {
            return List.of();
        } catch (RuntimeException e) {
            throw deployment.failures().translated(collection.namespace(), e);
        }
        List<BsonValue> bounds = new ArrayList<>();
        for (int index = SAMPLE_PER_RANGE; index < sample.size(); index += SAMPLE_PER_RANGE) {
            BsonValue bound = sample.get(index);
            // A document may be drawn twice. Another one cannot have an equal _id, so equal bounds are the same bytes.
            if (bounds.isEmpty() || !bounds.get(bounds.size() - 1).equals(bound)) {
                bounds.add(bound);
            }
        }
        return bounds;
    }

    /** How many documents the collection has at the pinned time, counted in its {@code _id} index. */
    static long count(Deployment deployment, PinnedClusterTime pinned, ListedCollection collection)
            throws LiveSnapshotException, InterruptedException {
        List<Bson> pipeline = List.of(new BsonDocument(
                "$group",
                new BsonDocument("_id", new BsonInt32(1)).append("n", new BsonDocument("$sum", new BsonInt64(1)))));
        return deployment.failures().translating(collection.namespace(), () -> {
            try (ClientSession session = OpenDocuments.sessionAt(deployment, pinned)) {
                RawBsonDocument answer = OpenDocuments.collection(deployment, collection.documents())
                        .aggregate(session, pipeline)
                        .hint(ID_KEY)
                        .first();
                return answer == null ? 0 : answer.getNumber("n").longValue();
            }
        });
    }
}
