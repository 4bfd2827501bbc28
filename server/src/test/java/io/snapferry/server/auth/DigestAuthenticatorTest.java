package io.snapferry.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.DigestAlgorithm;
import io.snapferry.server.catalog.DigestHashes;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.testing.DigestClient;
import io.snapferry.server.testing.InMemoryCatalog;
import io.snapferry.server.testing.InMemoryNonceCounts;
import io.snapferry.server.testing.SettableClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestAuthenticatorTest {
    private static final String TARGET = "/api/atlas/v1.0/groups?pretty=true";
    private static final String STALE = "stale=true";
    private static final String NOT_STALE = "stale=false";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-02T03:28:25Z"));
    private final Id<ApiKey> keyId = Id.next(clock.instant());
    private final InMemoryCatalog catalog = new InMemoryCatalog();
    private final InMemoryNonceCounts counts = new InMemoryNonceCounts();
    private final DigestAuthenticator authenticator = authenticator("0123456789abcdef");
    private final DigestClient client = new DigestClient(URI.create("http://nowhere"), "key", "secret");

    private DigestAuthenticator authenticator(String nonceKey) {
        return authenticator(nonceKey, DigestAlgorithm.MD5);
    }

    private DigestAuthenticator authenticator(String nonceKey, DigestAlgorithm algorithm) {
        return new DigestAuthenticator(
                catalog.tenants(), counts, clock, nonceKey.getBytes(StandardCharsets.US_ASCII), algorithm);
    }

    @BeforeEach
    void putKey() {
        catalog.tenants()
                .putApiKey(new ApiKey(
                        keyId,
                        new Id<>("64b0000000000000000000aa"),
                        "key",
                        DigestHashes.of("key", "secret"),
                        "cret",
                        "",
                        List.of()));
    }

    @Test
    void challengesByteForByteAsAtlasDoes() {
        String challenge = challenge("GET", TARGET);

        assertThat(challenge)
                .matches("Digest realm=\"MMS Public API\", domain=\"\", nonce=\"[A-Za-z0-9+/]{32}\","
                        + " algorithm=MD5, qop=\"auth\", stale=false");
        assertThat(Base64.getDecoder().decode(nonce())).hasSize(24);
        assertThat(nonce()).isNotEqualTo(nonce());
    }

    @Test
    void letsInWhoSignedWithSha256WhenThatIsAskedFor() {
        DigestAuthenticator other = authenticator("0123456789abcdef", DigestAlgorithm.SHA_256);
        SignIn.Refused refused = (SignIn.Refused) other.authenticate("GET", TARGET, List.of());

        assertThat(refused.challenge()).contains("algorithm=SHA-256, qop=\"auth\"");
        assertThat(other.authenticate("GET", TARGET, List.of(sha256Signature(DigestNonce.of(other)))))
                .isInstanceOf(SignIn.Accepted.class);
        assertThat(other.authenticate("GET", TARGET, List.of(client.sign("GET", TARGET, DigestNonce.of(other), 1))))
                .isInstanceOf(SignIn.Refused.class);
    }

    @Test
    void refusesAKeyOfWhichOnlyTheMd5IsKnownWhenSha256IsAskedFor() {
        catalog.tenants()
                .changeApiKey(
                        new Id<>("64b0000000000000000000aa"),
                        keyId,
                        key -> new ApiKey(
                                key.id(),
                                key.organization(),
                                key.publicKey(),
                                new DigestHashes(key.hashes().md5Hex(), Optional.empty()),
                                key.privateKeySuffix(),
                                key.description(),
                                key.grants()));
        DigestAuthenticator other = authenticator("0123456789abcdef", DigestAlgorithm.SHA_256);

        assertThat(other.authenticate("GET", TARGET, List.of(sha256Signature(DigestNonce.of(other)))))
                .isInstanceOf(SignIn.Refused.class);
    }

    /** After RFC 7616, section 3.4.1. */
    private static String sha256Signature(String nonce) {
        String ha1 = DigestAlgorithm.SHA_256.hex("key:MMS Public API:secret");
        String ha2 = DigestAlgorithm.SHA_256.hex("GET:" + TARGET);
        String response = DigestAlgorithm.SHA_256.hex(ha1 + ":" + nonce + ":00000001:abc:auth:" + ha2);
        return "Digest username=\"key\", realm=\"MMS Public API\", nonce=\"" + nonce + "\", uri=\"" + TARGET
                + "\", response=\"" + response + "\", algorithm=SHA-256, qop=auth, nc=00000001, cnonce=\"abc\"";
    }

    @Test
    void letsInWhoSigned() {
        assertThat(accepted("GET", TARGET, client.sign("GET", TARGET, nonce(), 1)))
                .isEqualTo("key");
    }

    @Test
    void letsANonceBeUsedAgainWithAHigherCount() {
        String nonce = nonce();

        assertThat(accepted("GET", TARGET, client.sign("GET", TARGET, nonce, 1)))
                .isEqualTo("key");
        assertThat(accepted("GET", TARGET, client.sign("GET", TARGET, nonce, 2)))
                .isEqualTo("key");
        assertThat(accepted("POST", "/", client.sign("POST", "/", nonce, 7))).isEqualTo("key");
    }

    @ParameterizedTest
    @CsvSource({"3, 3", "3, 2"})
    void refusesAReplayAndAsksToSignAgain(int first, int second) {
        String nonce = nonce();
        accepted("GET", TARGET, client.sign("GET", TARGET, nonce, first));

        assertThat(challenge("GET", TARGET, client.sign("GET", TARGET, nonce, second)))
                .contains(STALE);
    }

    @Test
    void asksToSignAgainWhenTheNonceIsTooOld() {
        String header = client.sign("GET", TARGET, nonce(), 1);
        clock.advance(DigestAuthenticator.NONCE_LIFETIME);

        assertThat(challenge("GET", TARGET, header)).contains(STALE);
        assertThat(counts.size()).isZero();
    }

    @Test
    void acceptsANonceUntilTheLastSecondOfItsLife() {
        String header = client.sign("GET", TARGET, nonce(), 1);
        clock.advance(DigestAuthenticator.NONCE_LIFETIME.minus(Duration.ofSeconds(1)));

        assertThat(accepted("GET", TARGET, header)).isEqualTo("key");
    }

    @Test
    void asksToSignAgainWhenTheNonceIsOfAServerWithAnotherKey() {
        String foreign = DigestNonce.of(authenticator("another key bytes"));

        assertThat(challenge("GET", TARGET, client.sign("GET", TARGET, foreign, 1)))
                .contains(STALE);
    }

    @Test
    void refusesANonceWhoseTimeWasForged() {
        byte[] bytes = Base64.getDecoder().decode(nonce());
        bytes[3]++;
        String forged = Base64.getEncoder().encodeToString(bytes);

        assertThat(challenge("GET", TARGET, client.sign("GET", TARGET, forged, 1)))
                .contains(STALE);
    }

    @ParameterizedTest
    @CsvSource({"'',GET", "x,GET", "'****************************====',GET", "' ',GET"})
    void refusesANonceThatIsNone(String nonce, String method) {
        assertThat(challenge(method, TARGET, client.sign(method, TARGET, nonce, 1)))
                .contains(STALE);
    }

    @Test
    void refusesAWrongPasswordAndAnUnknownUserAlikeAndRemembersNothing() {
        String wrong = new DigestClient(URI.create("http://nowhere"), "key", "wrong").sign("GET", TARGET, nonce(), 1);
        String unknown = new DigestClient(URI.create("http://nowhere"), "nobody", "x").sign("GET", TARGET, nonce(), 1);

        assertThat(challenge("GET", TARGET, wrong)).contains(NOT_STALE);
        assertThat(challenge("GET", TARGET, unknown)).contains(NOT_STALE);
        assertThat(counts.size()).isZero();
    }

    @Test
    void refusesASignatureForAnotherMethodOrTarget() {
        assertThat(challenge("DELETE", TARGET, client.sign("GET", TARGET, nonce(), 1)))
                .contains(NOT_STALE);
        assertThat(challenge("GET", TARGET + "&x=1", client.sign("GET", TARGET, nonce(), 1)))
                .contains(NOT_STALE);
        assertThat(challenge("GET", "/api", client.sign("GET", "/api/", nonce(), 1)))
                .contains(NOT_STALE);
    }

    @ParameterizedTest
    @CsvSource({
        "/a?, /a",
        "/a, /a?",
        "/a?, /a?",
        "http://host:1/a?b=c, /a?b=c",
        "https://host, /",
        "/a?b=http://c, /a?b=http://c"
    })
    void acceptsAnAbsoluteUriAndABareQuestionMark(String signed, String target) {
        assertThat(accepted("GET", target, client.sign("GET", signed, nonce(), 1)))
                .isEqualTo("key");
    }

    @Test
    void refusesAnotherRealmAlthoughTheDigestIsRight() {
        String header = client.sign("GET", TARGET, nonce(), 1).replace("MMS Public API", "elsewhere");

        assertThat(challenge("GET", TARGET, header)).contains(NOT_STALE);
    }

    @Test
    void refusesTwoHeadersEvenIfOneIsRight() {
        assertThat(challenge("GET", TARGET, client.sign("GET", TARGET, nonce(), 1), "Basic eDp5"))
                .contains(NOT_STALE);
    }

    private String nonce() {
        return DigestNonce.of(authenticator);
    }

    private String accepted(String method, String target, String header) {
        SignIn outcome = authenticator.authenticate(method, target, List.of(header));
        assertThat(outcome).isInstanceOf(SignIn.Accepted.class);
        return ((ApiKey) ((SignIn.Accepted) outcome).principal().identity()).publicKey();
    }

    private String challenge(String method, String target, String... headers) {
        SignIn outcome = authenticator.authenticate(method, target, List.of(headers));
        assertThat(outcome).isInstanceOf(SignIn.Refused.class);
        return ((SignIn.Refused) outcome).challenge();
    }

    /** Takes the nonce out of a challenge. */
    private static final class DigestNonce {
        private DigestNonce() {}

        static String of(DigestAuthenticator authenticator) {
            SignIn.Refused refused = (SignIn.Refused) authenticator.authenticate("GET", "/", List.of());
            return refused.challenge().replaceFirst(".*nonce=\"([^\"]+)\".*", "$1");
        }
    }
}
