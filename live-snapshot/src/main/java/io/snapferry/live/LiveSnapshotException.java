package io.snapferry.live;

import io.snapferry.source.Namespace;
import java.io.IOException;
import java.util.Optional;

/**
 * A snapshot that could not be taken, for a reason that lies in the deployment. Nothing of it was published. The message
 * never holds the password of the connection string.
 */
public final class LiveSnapshotException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What the caller can tell apart. */
    public enum Reason {
        /** No server that could answer was found in time. */
        NOT_REACHABLE,
        /** The user is refused, or lacks a right; the role {@code backup} has all that are needed. */
        NOT_AUTHORIZED,
        /** The deployment is sharded; each shard would have to be read on its own. */
        SHARDED_CLUSTER,
        /** The server no longer keeps the pinned time: reading took longer than its history window. */
        SNAPSHOT_TOO_OLD,
        /** Collections were created, changed or dropped in a way that leaves no consistent copy. */
        CATALOG_CHANGED,
        /** The connection was lost, or an answer did not come in time. */
        CONNECTION_LOST,
        /** The deployment holds something that a dump of ours cannot hold. */
        NOT_SUPPORTED,
        /** The server answered with an error, or with something that is no answer. */
        SERVER_ERROR,
        /** What was written differs from what was read. */
        NOT_VERIFIED
    }

    private final Reason reason;
    private final transient Optional<Namespace> namespace;

    private LiveSnapshotException(Reason reason, Optional<Namespace> namespace, String message) {
        super(namespace.map(name -> name + ": ").orElse("") + message);
        this.reason = reason;
        this.namespace = namespace;
    }

    static LiveSnapshotException of(Reason reason, String message) {
        return new LiveSnapshotException(reason, Optional.empty(), message);
    }

    static LiveSnapshotException of(Reason reason, Namespace namespace, String message) {
        return new LiveSnapshotException(reason, Optional.of(namespace), message);
    }

    LiveSnapshotException causedBy(Throwable cause) {
        initCause(cause);
        return this;
    }

    /** Why there is no snapshot. */
    public Reason reason() {
        return reason;
    }

    /** The collection at which it failed, when it is one. */
    public Optional<Namespace> namespace() {
        return namespace;
    }
}
