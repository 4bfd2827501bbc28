package io.snapferry.server.own;

import com.mongodb.ConnectionString;
import io.snapferry.server.catalog.ConnectionSecret;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.JsonBody;
import java.util.List;
import java.util.Optional;

/**
 * The attribute {@code connectionString} of a cluster. It makes the server connect to where the client wants, so an owner
 * of the project is asked for, and a setting can forbid it. It must not lend the server's own identity: mechanisms that sign
 * in with what the machine or its environment holds are refused.
 */
final class ConnectionStringAttribute {
    static final String NAME = "connectionString";

    private static final List<String> MECHANISMS = List.of("SCRAM-SHA-1", "SCRAM-SHA-256", "PLAIN");

    private final boolean isAllowed;

    /** @param isAllowed whether clients may set it */
    ConnectionStringAttribute(boolean isAllowed) {
        this.isAllowed = isAllowed;
    }

    /** What the body says; empty when it says nothing. */
    Optional<ConnectionSecret> of(JsonBody body) {
        Optional<String> text = body.optionalText(NAME);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        requireAllowed();
        if (!ConnectionSecret.isValid(text.get())) {
            throw body.invalid(
                    NAME,
                    "expected mongodb://[USER:PASSWORD@]HOST[:PORT],...[/?OPTIONS] or mongodb+srv://..., with what is special in user and password percent-encoded");
        }
        ConnectionSecret secret = new ConnectionSecret(text.get());
        requireOwnCredentials(body, secret);
        requireUnderstood(body, secret);
        return Optional.of(secret);
    }

    /** Refuses every change when clients may not set it. */
    void requireAllowed() {
        if (!isAllowed) {
            throw ApiErrorCode.CONNECTION_STRING_FORBIDDEN.with();
        }
    }

    private static void requireOwnCredentials(JsonBody body, ConnectionSecret secret) {
        if (!MECHANISMS.containsAll(secret.options("authMechanism"))) {
            throw body.invalid(NAME, "expected an authMechanism of " + MECHANISMS);
        }
    }

    /** Names of the domain name system are asked when a snapshot is taken, not here. */
    private static void requireUnderstood(JsonBody body, ConnectionSecret secret) {
        if (secret.isSrv()) {
            return;
        }
        try {
            new ConnectionString(secret.value());
        } catch (IllegalArgumentException e) { // its message can quote the secret
            throw body.invalid(NAME, "the driver does not understand its options, user or password");
        }
    }
}
