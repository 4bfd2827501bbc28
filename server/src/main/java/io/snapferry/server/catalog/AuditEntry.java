package io.snapferry.server.catalog;

import java.time.Instant;
import java.util.Optional;

/**
 * What somebody did or tried. Never holds a body, a query or a secret.
 *
 * @param id of the entry
 * @param at when the request came
 * @param kind why it is kept
 * @param actor who it was
 * @param address where it came from, as text
 * @param operation its id in the API's description; empty when it got no further than the sign-in
 * @param method of HTTP
 * @param path that was asked for, without query
 * @param organization that it concerns
 * @param project that it concerns
 * @param target id or name of what was changed or made, as far as it is one thing
 * @param status of the answer; empty while it is not answered, and for ever when the server died before
 * @param errorCode of a refusal
 * @param requestId as the client saw it in {@code X-Request-Id}
 */
public record AuditEntry(
        Id<AuditEntry> id,
        Instant at,
        Kind kind,
        Actor actor,
        String address,
        String operation,
        String method,
        String path,
        Optional<Id<Organization>> organization,
        Optional<Id<Project>> project,
        Optional<String> target,
        Optional<Integer> status,
        Optional<String> errorCode,
        String requestId) {
    /** Why an entry is kept. */
    public enum Kind {
        /** A request that changes something, or would have. */
        CHANGE,
        /** Credentials that are not right. */
        SIGN_IN_REFUSED,
        /** A request that only reads, and was not allowed. */
        ACCESS_REFUSED
    }

    /** What somebody is. */
    public enum ActorKind {
        API_KEY,
        SERVICE_ACCOUNT,
        /** Nobody who is known: nothing was signed, or not rightly. */
        UNKNOWN
    }

    /**
     * Who did it.
     *
     * @param kind what it is
     * @param id of the key or account; empty for UNKNOWN
     * @param name public key or client id; of UNKNOWN what was claimed, empty when nothing was
     */
    public record Actor(ActorKind kind, Optional<String> id, String name) {}

    /** The same, answered. */
    public AuditEntry answered(int newStatus, Optional<String> newErrorCode, Optional<String> newTarget) {
        return new AuditEntry(
                id,
                at,
                kind,
                actor,
                address,
                operation,
                method,
                path,
                organization,
                project,
                newTarget.or(() -> target),
                Optional.of(newStatus),
                newErrorCode,
                requestId);
    }
}
