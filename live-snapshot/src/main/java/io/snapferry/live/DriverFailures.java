package io.snapferry.live;

import com.mongodb.ConnectionString;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import io.snapferry.live.LiveSnapshotException.Reason;
import io.snapferry.source.Namespace;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Says what the driver's exceptions mean for a snapshot, without the connection string's password. Thread-safe. */
final class DriverFailures {
    private static final int UNAUTHORIZED = 13;
    private static final int AUTHENTICATION_FAILED = 18;
    private static final int NAMESPACE_NOT_FOUND = 26;
    private static final int QUERY_PLAN_KILLED = 175;
    private static final int SNAPSHOT_TOO_OLD = 239;
    private static final int SNAPSHOT_UNAVAILABLE = 246;

    private static final String HIDDEN = "***";

    private final List<String> secrets;

    DriverFailures(ConnectionString connectionString) {
        char[] password = connectionString.getPassword();
        if (password == null || password.length == 0) {
            this.secrets = List.of();
        } else {
            String plain = new String(password);
            this.secrets = List.of(URLEncoder.encode(plain, StandardCharsets.UTF_8), plain);
        }
    }

    /** A call of the driver. */
    @FunctionalInterface
    interface Call<T> {
        T run();
    }

    /** Runs a call that belongs to no collection. */
    <T> T translating(Call<T> call) throws LiveSnapshotException, InterruptedException {
        try {
            return call.run();
        } catch (RuntimeException e) { // the driver has no common type for answers that are none
            throw translated(e);
        }
    }

    /** Runs a call for a collection. */
    <T> T translating(Namespace namespace, Call<T> call) throws LiveSnapshotException, InterruptedException {
        try {
            return call.run();
        } catch (RuntimeException e) { // the driver has no common type for answers that are none
            throw translated(namespace, e);
        }
    }

    /** What a failure of the driver means, to be thrown. */
    LiveSnapshotException translated(RuntimeException failure) throws InterruptedException {
        requireNotInterrupted(failure);
        return withCause(LiveSnapshotException.of(reason(failure), message(failure)), failure);
    }

    /** As {@link #translated(RuntimeException)}, at a collection. */
    LiveSnapshotException translated(Namespace namespace, RuntimeException failure) throws InterruptedException {
        requireNotInterrupted(failure);
        return withCause(LiveSnapshotException.of(reason(failure), namespace, message(failure)), failure);
    }

    private static void requireNotInterrupted(RuntimeException failure) throws InterruptedException {
        if (failure instanceof MongoInterruptedException) {
            Thread.interrupted(); // the driver has set the flag again
            InterruptedException interrupt = new InterruptedException("the snapshot was cancelled");
            interrupt.initCause(failure);
            throw interrupt;
        }
    }

    private static Reason reason(RuntimeException failure) {
        if (failure instanceof MongoCommandException command) {
            return switch (command.getErrorCode()) {
                case UNAUTHORIZED, AUTHENTICATION_FAILED -> Reason.NOT_AUTHORIZED;
                case SNAPSHOT_TOO_OLD -> Reason.SNAPSHOT_TOO_OLD;
                case SNAPSHOT_UNAVAILABLE, NAMESPACE_NOT_FOUND, QUERY_PLAN_KILLED -> Reason.CATALOG_CHANGED;
                default -> Reason.SERVER_ERROR;
            };
        }
        if (failure instanceof MongoSecurityException) {
            return Reason.NOT_AUTHORIZED;
        }
        if (failure instanceof MongoTimeoutException) {
            return Reason.NOT_REACHABLE;
        }
        if (failure instanceof MongoSocketException) {
            return Reason.CONNECTION_LOST;
        }
        return failure instanceof IllegalArgumentException ? Reason.NOT_SUPPORTED : Reason.SERVER_ERROR;
    }

    private String message(RuntimeException failure) {
        String said = withoutSecrets(String.valueOf(failure.getMessage()));
        return switch (reason(failure)) {
            case SNAPSHOT_TOO_OLD ->
                "the server no longer keeps the pinned cluster time. Raise its parameter minSnapshotHistoryWindowInSeconds above the time that a snapshot takes: "
                        + said;
            case CATALOG_CHANGED -> "the collection was changed or dropped while the snapshot was taken: " + said;
            case NOT_AUTHORIZED -> "the server refuses the user, who needs the role backup: " + said;
            case NOT_REACHABLE -> "no server answers: " + said;
            case CONNECTION_LOST -> "the connection was lost: " + said;
            case NOT_SUPPORTED -> "a name cannot be read: " + said;
            case SHARDED_CLUSTER, SERVER_ERROR, NOT_VERIFIED -> "the server failed: " + said;
        };
    }

    private String withoutSecrets(String text) {
        String cleaned = text;
        for (String secret : secrets) {
            cleaned = cleaned.replace(secret, HIDDEN);
        }
        return cleaned;
    }

    /** The driver hides passwords in its own messages; what a server or a proxy echoes is not in its hands. */
    private LiveSnapshotException withCause(LiveSnapshotException exception, RuntimeException cause) {
        for (Throwable next = cause; next != null; next = next.getCause()) {
            String message = String.valueOf(next.getMessage());
            if (!withoutSecrets(message).equals(message)) {
                return exception;
            }
        }
        return exception.causedBy(cause);
    }
}
