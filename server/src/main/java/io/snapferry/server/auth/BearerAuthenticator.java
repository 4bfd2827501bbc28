package io.snapferry.server.auth;

import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.ServiceAccount;
import io.snapferry.server.catalog.ServiceAccounts;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code Authorization: Bearer} (RFC 6750) with the token of a service account. The account is looked up every time: what it
 * may do is what the catalog says now, and the tokens of a deleted account or secret are worth nothing at once. Thread-safe.
 */
final class BearerAuthenticator {
    private static final String SCHEME = "Bearer ";

    /** Tells whoever sent a token why it was refused, in the words of RFC 6750; one answer for every reason. */
    private static final String CHALLENGE = "Bearer realm=\"MMS Public API\", error=\"invalid_token\"";

    private final AccessTokenVerifier verifier;
    private final ServiceAccounts accounts;
    private final Clock clock;

    BearerAuthenticator(Catalog catalog, Clock clock) {
        this.verifier = new AccessTokenVerifier(catalog.tokenRegistry(), clock);
        this.accounts = catalog.serviceAccounts();
        this.clock = clock;
    }

    /** Whether the header has this scheme, in whatever case. */
    static boolean isBearer(String authorization) {
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /** Tells one token from another, so that a client with an old one is counted for itself. */
    static String claimedToken(String authorization) {
        return ServiceAccountSecret.sha256Hex(authorization);
    }

    SignIn authenticate(String authorization) {
        Optional<ServiceAccount> account = verifier.verify(
                        authorization.substring(SCHEME.length()).strip())
                .flatMap(this::holder);
        return account.isPresent()
                ? new SignIn.Accepted(new Principal(account.get()))
                : new SignIn.Refused(CHALLENGE, true);
    }

    private Optional<ServiceAccount> holder(AccessToken token) {
        Instant now = clock.instant();
        return accounts.find(token.account())
                .filter(account -> account.secrets().stream()
                        .anyMatch(secret -> secret.id().equals(token.secret()) && secret.isValidAt(now)));
    }
}
