package io.snapferry.server.auth;

import io.snapferry.server.catalog.AccessLists;
import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.DigestAlgorithm;
import io.snapferry.server.network.AddressBlock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Finds out who sends a request: the signature of an API key, or the access token of a service account. Thread-safe.
 *
 * <p>Whoever sends neither gets the digest's challenge alone, since the Go clients read only the first one. A client that
 * sends a token knows the other way already.
 */
public final class Authenticator {
    private final DigestAuthenticator digest;
    private final BearerAuthenticator bearer;
    private final AccessLists accessLists;
    private final FailedSignIns failures;

    /** Without a limit of failures. */
    public Authenticator(Catalog catalog, Clock clock, byte[] nonceKey, DigestAlgorithm algorithm) {
        this(catalog, clock, nonceKey, algorithm, new FailedSignIns(0, clock));
    }

    /**
     * @param nonceKey see {@link DigestAuthenticator}
     * @param algorithm with which API keys sign
     * @param failures that are counted
     */
    public Authenticator(
            Catalog catalog, Clock clock, byte[] nonceKey, DigestAlgorithm algorithm, FailedSignIns failures) {
        this.digest = new DigestAuthenticator(catalog.tenants(), catalog.nonceCounts(), clock, nonceKey, algorithm);
        this.bearer = new BearerAuthenticator(catalog, clock);
        this.accessLists = catalog.accessLists();
        this.failures = failures;
    }

    /** What is counted, for whoever takes credentials in another way. */
    public FailedSignIns failures() {
        return failures;
    }

    /**
     * Checks a request.
     *
     * @param method for example {@code POST}
     * @param target path and query as they stood in the request line
     * @param authorization the values of all {@code Authorization} headers; only a single one can be right
     * @param clientAddress the address that the request comes from, as text
     */
    public SignIn authenticate(String method, String target, List<String> authorization, String clientAddress) {
        if (authorization.isEmpty()) {
            return digest.authenticate(method, target, authorization);
        }
        boolean isBearer = authorization.size() == 1 && BearerAuthenticator.isBearer(authorization.get(0));
        String claimed =
                isBearer ? BearerAuthenticator.claimedToken(authorization.get(0)) : digest.claimedKey(authorization);
        Optional<Duration> wait = failures.waitFor(clientAddress, claimed);
        if (wait.isPresent()) {
            return new SignIn.TooManyFailures(clientAddress, wait.get());
        }
        SignIn signIn = isBearer
                ? bearer.authenticate(authorization.get(0))
                : withAccessList(digest.authenticate(method, target, authorization), clientAddress);
        if (signIn instanceof SignIn.Refused refused && refused.isFailure()) {
            failures.count(clientAddress, claimed);
        }
        return signIn;
    }

    private SignIn withAccessList(SignIn signIn, String clientAddress) {
        return signIn instanceof SignIn.Accepted accepted
                        && accepted.principal().identity() instanceof ApiKey key
                        && !isAllowedFrom(key, clientAddress)
                ? new SignIn.WrongAddress(clientAddress)
                : signIn;
    }

    private boolean isAllowedFrom(ApiKey key, String clientAddress) {
        List<AccessLists.Entry> entries = accessLists.entries(key.id());
        return entries.isEmpty()
                || AddressBlock.address(clientAddress)
                        .filter(address ->
                                entries.stream().anyMatch(entry -> entry.range().contains(address)))
                        .isPresent();
    }
}
