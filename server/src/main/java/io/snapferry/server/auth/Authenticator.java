package io.snapferry.server.auth;

import io.snapferry.server.catalog.AccessLists;
import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.DigestAlgorithm;
import io.snapferry.server.network.AddressBlock;
import java.time.Clock;
import java.util.List;

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

    /**
     * @param nonceKey see {@link DigestAuthenticator}
     * @param algorithm with which API keys sign
     */
    public Authenticator(Catalog catalog, Clock clock, byte[] nonceKey, DigestAlgorithm algorithm) {
        this.digest = new DigestAuthenticator(catalog.tenants(), catalog.nonceCounts(), clock, nonceKey, algorithm);
        this.bearer = new BearerAuthenticator(catalog, clock);
        this.accessLists = catalog.accessLists();
    }

    /**
     * Checks a request.
     *
     * @param method for example {@code POST}
     * @param target path and query as they stood in the request line
     * @param authorization the values of all {@code Authorization} headers; only a single one can be right
     * @param clientAddress the address that the request comes from, as text; matters only to keys with an access list
     */
    public SignIn authenticate(String method, String target, List<String> authorization, String clientAddress) {
        if (authorization.size() == 1 && BearerAuthenticator.isBearer(authorization.get(0))) {
            return bearer.authenticate(authorization.get(0));
        }
        SignIn signIn = digest.authenticate(method, target, authorization);
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
