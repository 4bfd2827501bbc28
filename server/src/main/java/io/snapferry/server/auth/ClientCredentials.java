package io.snapferry.server.auth;

import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.ServiceAccount;
import io.snapferry.server.catalog.ServiceAccounts;
import io.snapferry.server.catalog.TokenRegistry;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
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

    /** Looks into this catalog. */
    public ClientCredentials(Catalog catalog, Clock clock) {
        this.accounts = catalog.serviceAccounts();
        this.registry = catalog.tokenRegistry();
        this.verifier = new AccessTokenVerifier(registry, clock);
        this.clock = clock;
    }

    /**
     * Whose they are.
     *
     * @param account that they belong to
     * @param secret that was shown
     */
    public record Client(ServiceAccount account, ServiceAccount.Secret secret) {}

    /** @return empty when they are malformed, of nobody, wrong, or the secret has expired: all in about the same time */
    public Optional<Client> check(String authorization) {
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
            String clientId = URLDecoder.decode(pair.substring(0, colon), StandardCharsets.UTF_8);
            String secret = URLDecoder.decode(pair.substring(colon + 1), StandardCharsets.UTF_8);
            return check(clientId, secret);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not Base64, or not percent-encoding
        }
    }

    private Optional<Client> check(String clientId, String secret) {
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
