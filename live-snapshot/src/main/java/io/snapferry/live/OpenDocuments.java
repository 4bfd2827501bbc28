package io.snapferry.live;

import com.mongodb.ClientSessionOptions;
import com.mongodb.client.ClientSession;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import io.snapferry.live.ReadMode.PinnedClusterTime;
import io.snapferry.source.Namespace;
import java.util.Optional;
import org.bson.RawBsonDocument;

/**
 * A cursor over a collection's documents in natural order, their bytes as the server sent them. Throws the driver's
 * exceptions. Used by one thread.
 */
final class OpenDocuments implements AutoCloseable {
    private final MongoCursor<RawBsonDocument> cursor;
    private final Optional<ClientSession> session;

    private OpenDocuments(MongoCursor<RawBsonDocument> cursor, Optional<ClientSession> session) {
        this.cursor = cursor;
        this.session = session;
    }

    /** Opens a cursor at the moment that the mode names. */
    static OpenDocuments open(Deployment deployment, ReadMode mode, Namespace namespace) {
        return open(deployment, mode, namespace, 0);
    }

    /** As {@link #open(Deployment, ReadMode, Namespace)}, for one document at most. */
    static OpenDocuments probe(Deployment deployment, ReadMode mode, Namespace namespace) {
        return open(deployment, mode, namespace, 1);
    }

    private static OpenDocuments open(Deployment deployment, ReadMode mode, Namespace namespace, int limit) {
        MongoCollection<RawBsonDocument> collection = deployment
                .client()
                .getDatabase(namespace.database())
                .getCollection(namespace.collection(), RawBsonDocument.class);
        if (!(mode instanceof PinnedClusterTime pinned)) {
            return new OpenDocuments(cursor(collection.find(), limit), Optional.empty());
        }
        ClientSession session = deployment
                .client()
                .startSession(ClientSessionOptions.builder().snapshot(true).build());
        try {
            // Left to itself, a snapshot session takes the time of its first answer. Given one, it sends that with each
            // read, so that any number of sessions read at the same time in both senses.
            session.setSnapshotTimestamp(pinned.clusterTime());
            return new OpenDocuments(cursor(collection.find(session), limit), Optional.of(session));
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static MongoCursor<RawBsonDocument> cursor(FindIterable<RawBsonDocument> find, int limit) {
        return find.limit(limit).iterator();
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
