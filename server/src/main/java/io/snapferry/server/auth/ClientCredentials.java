package io.snapferry.server.auth;

import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.ServiceAccount;
import io.snapferry.server.catalog.ServiceAccounts;
import io.snapferry.server.catalog.TokenRegistry;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * The client id and secret of a service account in an {@code Authorization: Basic} header, each percent-encoded before they
 * are joined (RFC 6749, section 2.3.1). Thread-safe.
 */
public final class ClientCredentials {
    private static final String SCHEME = "Basic ";

    /** Ours have some 130 characters. */
    private static final int MAX_LENGTH = 1_024;

    private final ServiceAccounts accounts;
    private final TokenRegistry registry;
    private final AccessTokenVerifier verifier;
    private final Clock clock;
    private final FailedSignIns failures;

    /**
     * Looks into this catalog.
     *
     * @param failures that are counted
     */
    public ClientCredentials(Catalog catalog, Clock clock, FailedSignIns failures) {
        this.accounts = catalog.serviceAccounts();
        this.registry = catalog.tokenRegistry();
        this.verifier = new AccessTokenVerifier(registry, clock);
        this.clock = clock;
        this.failures = failures;
    }

    /**
     * Whose they are.
     *
     * @param account that they belong to
     * @param secret that was shown
     */
    public record Client(ServiceAccount account, ServiceAccount.Secret secret) {}

    /** What was found. */
    public sealed interface Found {
        /** They are right. */
        record Right(Client client) implements Found {}

        /** They are malformed, of nobody, wrong, or the secret has expired: all in about the same time. */
        record Wrong() implements Found {}

        /**
         * They were not looked at: there were too many wrong ones before.
         *
         * @param waitingTime until the next may be sent, at least a second
         */
        record TooManyFailures(Duration waitingTime) implements Found {}
    }

    /**
     * Checks a header.
     *
     * @param clientAddress where the request comes from, as text
     */
    public Found check(String authorization, String clientAddress) {
        Optional<Pair> pair = pairOf(authorization);
        String claimed = pair.map(Pair::clientId).orElse("");
        Optional<Duration> wait = failures.waitFor(clientAddress, claimed);
        if (wait.isPresent()) {
            return new Found.TooManyFailures(wait.get());
        }
        Optional<Client> client = pair.flatMap(given -> clientOf(given.clientId(), given.secret()));
        if (client.isEmpty()) {
            failures.count(clientAddress, claimed);
            return new Found.Wrong();
        }
        return new Found.Right(client.get());
    }

    private record Pair(String clientId, String secret) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Pair[" + clientId + "]";
        }
    }

    private static Optional<Pair> pairOf(String authorization) {
        if (authorization.length() > MAX_LENGTH || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getDecoder()
                    .decode(authorization.substring(SCHEME.length()).strip());
            String pair = new String(decoded, StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon < 0) {
                return Optional.empty();
            }
            return Optional.of(new Pair(
                    URLDecoder.decode(pair.substring(0, colon), StandardCharsets.UTF_8),
                    URLDecoder.decode(pair.substring(colon + 1), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not Base64, or not percent-encoding
        }
    }

    private Optional<Client> clientOf(String clientId, String secret) {
        String hash = ServiceAccountSecret.sha256Hex(secret);
        Instant now = clock.instant();
        return ServiceAccount.idOf(clientId)
                .flatMap(accounts::find)
                .flatMap(account -> account.secrets().stream()
                        .filter(known -> isEqual(known.sha256Hex(), hash) && known.isValidAt(now))
                        .findFirst()
                        .map(known -> new Client(account, known)));
    }

    /** Revokes a token, if it is one of this client; nobody is told whether it was (RFC 7009, section 2.2). */
    public void revoke(Client client, String token) {
        verifier.verify(token)
                .filter(valid -> valid.account().equals(client.account().id()))
                .ifPresent(valid -> registry.revoke(valid.id().hex(), valid.expiresAt()));
    }

    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }
}
