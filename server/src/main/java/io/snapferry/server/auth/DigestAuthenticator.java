package io.snapferry.server.auth;

import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.DigestAlgorithm;
import io.snapferry.server.catalog.DigestHashes;
import io.snapferry.server.catalog.NonceCounts;
import io.snapferry.server.catalog.Tenants;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * HTTP digest authentication (RFC 7616) as MongoDB Atlas does it: one algorithm, {@code qop=auth}, user name and password are the
 * public and the private key. Thread-safe.
 *
 * <p>A request is let in when its digest is right, its {@code uri} is the target of the request, and its nonce is ours, young
 * enough and was not used before with this or a higher count. When only the nonce is at fault the fresh challenge says {@code
 * stale=true}, so that clients which keep a nonce sign again by themselves; replaying somebody's header gains nothing from
 * it. The nonce is looked up last: whoever does not know a private key cannot make the catalog write.
 */
public final class DigestAuthenticator {
    /** How long a nonce may be used. Long enough for a poller that keeps it, short enough to forget counts soon. */
    static final Duration NONCE_LIFETIME = Duration.ofMinutes(5);

    /** A hash that no pair of keys has, so that an unknown key costs the same steps as a known one. */
    private static final String NOBODY = "00000000000000000000000000000000";

    private final Tenants tenants;
    private final NonceCounts counts;
    private final Clock clock;
    private final Nonces nonces;
    private final DigestAlgorithm algorithm;

    /**
     * @param nonceKey at least 16 secret random bytes. When it is kept over a restart, clients with a nonce go on undisturbed;
     *     otherwise they are asked to sign again
     * @param algorithm that is asked for, and the only one that is taken
     */
    public DigestAuthenticator(
            Tenants tenants, NonceCounts counts, Clock clock, byte[] nonceKey, DigestAlgorithm algorithm) {
        this.tenants = tenants;
        this.counts = counts;
        this.clock = clock;
        this.nonces = new Nonces(nonceKey, NONCE_LIFETIME, clock);
        this.algorithm = algorithm;
    }

    /**
     * Checks a request.
     *
     * @param method for example {@code POST}
     * @param target path and query as they stood in the request line
     * @param authorization the values of all {@code Authorization} headers; only a single one can be right
     */
    public SignIn authenticate(String method, String target, List<String> authorization) {
        Optional<DigestCredentials> parsed =
                authorization.size() == 1 ? DigestCredentials.parse(authorization.get(0), algorithm) : Optional.empty();
        if (parsed.isEmpty()) {
            return refused(false, !authorization.isEmpty());
        }
        DigestCredentials credentials = parsed.get();
        Optional<ApiKey> key = tenants.apiKey(credentials.username());
        boolean isDigestRight = isEqual(
                digest(key.flatMap(known -> known.hashes().hex(algorithm)).orElse(NOBODY), method, credentials),
                credentials.response());
        boolean isTargetRight = isSameTarget(credentials.uri(), target);
        boolean isRealmRight = credentials.realm().equals(DigestHashes.REALM);
        if (key.isEmpty() || !isDigestRight || !isTargetRight || !isRealmRight) {
            return refused(false, true);
        }
        if (!useNonce(credentials)) {
            return refused(true, false);
        }
        return new SignIn.Accepted(new Principal(key.get()));
    }

    private boolean useNonce(DigestCredentials credentials) {
        Optional<Instant> expiresAt = nonces.expiresAt(credentials.nonce());
        return expiresAt.isPresent()
                && clock.instant().isBefore(expiresAt.get())
                && counts.use(credentials.nonce(), credentials.nonceCount(), expiresAt.get());
    }

    /** The public key that a header names; empty when there is none, or it cannot be read. */
    String claimedKey(List<String> authorization) {
        return authorization.size() == 1
                ? DigestCredentials.parse(authorization.get(0), algorithm)
                        .map(DigestCredentials::username)
                        .orElse("")
                : "";
    }

    private SignIn refused(boolean isStale, boolean isFailure) {
        // Byte for byte as Atlas sends it: the Go clients split at comma and space, and refuse parameters they do not
        // know
        return new SignIn.Refused(
                "Digest realm=\"" + DigestHashes.REALM + "\", domain=\"\", nonce=\"" + nonces.issue() + "\", algorithm="
                        + algorithm.token() + ", qop=\"auth\", stale=" + isStale,
                isFailure);
    }

    /** {@code response} of RFC 7616, section 3.4.1. */
    private String digest(String ha1Hex, String method, DigestCredentials credentials) {
        return algorithm.hex(String.join(
                ":",
                ha1Hex,
                credentials.nonce(),
                credentials.nonceCountHex(),
                credentials.clientNonce(),
                "auth",
                algorithm.hex(method + ":" + credentials.uri())));
    }

    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean isSameTarget(String uri, String target) {
        return withoutBareQuestionMark(originForm(uri)).equals(withoutBareQuestionMark(originForm(target)));
    }

    /** Some clients sign the absolute URI; the host in it says nothing, since a proxy may stand between. */
    private static String originForm(String uri) {
        int schemeEnd = uri.indexOf("://");
        if (uri.startsWith("/") || schemeEnd < 0) {
            return uri;
        }
        int pathStart = uri.indexOf('/', schemeEnd + "://".length());
        return pathStart < 0 ? "/" : uri.substring(pathStart);
    }

    /** One client ends every URL in a question mark; servers see it or not, depending on who stands between. */
    private static String withoutBareQuestionMark(String uri) {
        return uri.endsWith("?") ? uri.substring(0, uri.length() - 1) : uri;
    }
}
