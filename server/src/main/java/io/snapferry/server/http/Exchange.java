package io.snapferry.server.http;

import io.javalin.http.Context;
import io.snapferry.server.auth.Principal;
import io.snapferry.server.catalog.AuditEntry;
import io.snapferry.server.catalog.Id;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of a request so far, beside the request itself. Used by one thread at a time. */
final class Exchange {
    private static final String ATTRIBUTE = "snapferry.exchange";

    private final String id;
    private final Instant startedAt;
    private final long startedAtNanos = System.nanoTime();
    private Optional<Operation> operation = Optional.empty();
    private Map<String, String> pathParameters = Map.of();
    private Optional<Principal> principal = Optional.empty();
    private boolean isSignInRefused;
    private boolean isStream;
    private Optional<String> target = Optional.empty();
    private Optional<AuditEntry> audited = Optional.empty();

    private Exchange(Instant now) {
        this.id = Id.next(now).hex();
        this.startedAt = now;
    }

    /** The one of the request; it begins when it is asked for first. */
    static Exchange of(Context context, Clock clock) {
        @Nullable Exchange known = context.attribute(ATTRIBUTE);
        if (known != null) {
            return known;
        }
        Exchange exchange = new Exchange(clock.instant());
        context.attribute(ATTRIBUTE, exchange);
        context.header("X-Request-Id", exchange.id);
        return exchange;
    }

    String id() {
        return id;
    }

    Instant startedAt() {
        return startedAt;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedAtNanos);
    }

    /** The path leads to this operation, or to another version of it. */
    void routed(Operation to, Map<String, String> parameters) {
        operation = Optional.of(to);
        pathParameters = Map.copyOf(parameters);
    }

    Optional<Operation> operation() {
        return operation;
    }

    String operationId() {
        return operation.map(one -> one.description().id()).orElse("");
    }

    Map<String, String> pathParameters() {
        return pathParameters;
    }

    void signedIn(Principal by) {
        principal = Optional.of(by);
    }

    Optional<Principal> principal() {
        return principal;
    }

    /** Credentials came along, and they are not right. */
    void signInRefused() {
        isSignInRefused = true;
    }

    boolean isSignInRefused() {
        return isSignInRefused;
    }

    void streams() {
        isStream = true;
    }

    boolean isStream() {
        return isStream;
    }

    /** What the operation made or changed, by its id. */
    void changed(String targetId) {
        target = Optional.of(targetId);
    }

    Optional<String> target() {
        return target;
    }

    void audited(AuditEntry entry) {
        audited = Optional.of(entry);
    }

    /** The entry that was written before the operation began. */
    Optional<AuditEntry> audited() {
        return audited;
    }
}
