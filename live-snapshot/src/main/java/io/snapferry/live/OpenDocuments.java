package io.snapferry.live;

import com.mongodb.ClientSessionOptions;
import com.mongodb.client.ClientSession;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import io.snapferry.live.ReadMode.PinnedClusterTime;
import io.snapferry.source.Namespace;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.RawBsonDocument;

/**
 * A cursor over a collection's documents, their bytes as the server sent them: in natural order, or those of a range in
 * the order of the {@code _id} index. Throws the driver's exceptions. Used by one thread.
 */
final class OpenDocuments implements AutoCloseable {
    private final MongoCursor<RawBsonDocument> cursor;
    private final Optional<ClientSession> session;

    private OpenDocuments(MongoCursor<RawBsonDocument> cursor, Optional<ClientSession> session) {
        this.cursor = cursor;
        this.session = session;
    }

    /** Opens a cursor at the moment that the mode names. */
    static OpenDocuments open(Deployment deployment, ReadMode mode, Namespace namespace, IdRange range) {
        return open(deployment, mode, namespace, range, 0);
    }

    /** Opens a cursor for one document at most. */
    static OpenDocuments probe(Deployment deployment, ReadMode mode, Namespace namespace) {
        return open(deployment, mode, namespace, IdRange.ALL, 1);
    }

    private static OpenDocuments open(
            Deployment deployment, ReadMode mode, Namespace namespace, IdRange range, int limit) {
        MongoCollection<RawBsonDocument> collection = collection(deployment, namespace);
        if (!(mode instanceof PinnedClusterTime pinned)) {
            return new OpenDocuments(cursor(collection.find(), range, limit), Optional.empty());
        }
        ClientSession session = sessionAt(deployment, pinned);
        try {
            return new OpenDocuments(cursor(collection.find(session), range, limit), Optional.of(session));
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** A collection whose documents stay bytes. */
    static MongoCollection<RawBsonDocument> collection(Deployment deployment, Namespace namespace) {
        return deployment
                .client()
                .getDatabase(namespace.database())
                .getCollection(namespace.collection(), RawBsonDocument.class);
    }

    /**
     * A session that reads at the given time. Left to itself, a snapshot session takes the time of its first answer. Given
     * one, it sends that with each read, so that any number of sessions read at the same time in both senses.
     */
    static ClientSession sessionAt(Deployment deployment, PinnedClusterTime pinned) {
        ClientSession session = deployment
                .client()
                .startSession(ClientSessionOptions.builder().snapshot(true).build());
        session.setSnapshotTimestamp(pinned.clusterTime());
        return session;
    }

    private static MongoCursor<RawBsonDocument> cursor(FindIterable<RawBsonDocument> find, IdRange range, int limit) {
        FindIterable<RawBsonDocument> ranged = find.limit(limit);
        if (!range.isAll()) {
            // Unlike $gte and $lt, which see values of one type only, these are bounds of the index.
            ranged.hint(new BsonDocument("_id", new BsonInt32(1)));
            range.from().ifPresent(from -> ranged.min(new BsonDocument("_id", from)));
            range.to().ifPresent(to -> ranged.max(new BsonDocument("_id", to)));
        }
        return ranged.iterator();
    }

    boolean hasNext() {
        return cursor.hasNext();
    }

    RawBsonDocument next() {
        return cursor.next();
    }

    @Override
    public void close() {
        try {
            cursor.close();
        } finally {
            session.ifPresent(ClientSession::close);
        }
    }
}
