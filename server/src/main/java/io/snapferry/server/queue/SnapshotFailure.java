package io.snapferry.server.queue;

import io.snapferry.live.LiveSnapshotException;
import io.snapferry.server.catalog.Snapshot;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Tells a user why a snapshot failed. The codes are explained in docs/errors.md. */
public final class SnapshotFailure {
    /** The connection string was taken away after the snapshot was asked for. */
    public static final String CLUSTER_NOT_CONNECTED = "CLUSTER_NOT_CONNECTED";

    /** The driver does not understand the connection string, or the name service does not. */
    public static final String CONNECTION_STRING_INVALID = "CONNECTION_STRING_INVALID";

    /** The snapshot store cannot be written. */
    public static final String SNAPSHOT_STORE_FAILED = "SNAPSHOT_STORE_FAILED";

    /** A defect of this program, or a machine without memory. */
    public static final String UNEXPECTED_ERROR = "UNEXPECTED_ERROR";

    private SnapshotFailure() {}

    /** Every code that a snapshot can fail with. */
    public static List<String> codes() {
        return Stream.concat(
                        Stream.of(LiveSnapshotException.Reason.values()).map(Enum::name),
                        Stream.of(
                                CLUSTER_NOT_CONNECTED,
                                CONNECTION_STRING_INVALID,
                                SNAPSHOT_STORE_FAILED,
                                UNEXPECTED_ERROR))
                .toList();
    }

    /** @param place begins the message */
    static Snapshot.Failure of(String place, Throwable cause) {
        return new Snapshot.Failure(code(cause), place + ": " + message(cause));
    }

    private static String code(Throwable cause) {
        if (cause instanceof LiveSnapshotException live) {
            return live.reason().name();
        }
        if (cause instanceof SnapshotImpossibleException impossible) {
            return impossible.errorCode();
        }
        return cause instanceof IOException ? SNAPSHOT_STORE_FAILED : UNEXPECTED_ERROR;
    }

    private static String message(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
