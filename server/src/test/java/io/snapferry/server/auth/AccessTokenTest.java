package io.snapferry.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.SignedJWT;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Role;
import io.snapferry.server.catalog.RoleGrant;
import io.snapferry.server.catalog.ServiceAccount;
import io.snapferry.server.catalog.SigningKey;
import io.snapferry.server.testing.InMemoryCatalog;
import io.snapferry.server.testing.SettableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens as a service account and as an attacker would use them. */
class AccessTokenTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:28:25.750Z");
    private static final Duration SECRET_LIFETIME = Duration.ofDays(30);

    private final InMemoryCatalog catalog = new InMemoryCatalog();
    private final SettableClock clock = new SettableClock(NOW);
    private final AccessTokenIssuer issuer = new AccessTokenIssuer(catalog.tokenRegistry(), clock);
    private final BearerAuthenticator bearer = new BearerAuthenticator(catalog, clock);
    private final ServiceAccountSecret secret = ServiceAccountSecret.next(NOW, SECRET_LIFETIME);
    private final ServiceAccount account = addAccount(secret);

    private ServiceAccount addAccount(ServiceAccountSecret first) {
        ServiceAccount added = new ServiceAccount(
                Id.next(NOW),
                new Id<>("64b0000000000000000000aa"),
                "ci",
                "nightly",
                List.of(new RoleGrant.InOrganization(Role.ORG_OWNER, new Id<>("64b0000000000000000000aa"))),
                List.of(first.kept()),
                NOW);
        catalog.serviceAccounts().add(added);
        return added;
    }

    private String token() {
        return issuer.issue(account, secret.kept()).token();
    }

    private boolean isAccepted(String token) {
        return bearer.authenticate("Bearer " + token) instanceof SignIn.Accepted;
    }

    @Test
    void isAcceptedForAnHour() {
        AccessTokenIssuer.Issued issued = issuer.issue(account, secret.kept());

        assertThat(issued.lifetimeSeconds()).isEqualTo(3600);
        assertThat(isAccepted(issued.token())).isTrue();
        clock.advance(Duration.ofSeconds(3598));
        assertThat(isAccepted(issued.token())).isTrue();
        clock.advance(Duration.ofSeconds(2));
        assertThat(isAccepted(issued.token())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER "})
    void isTakenWithTheSchemeInWhateverCase(String scheme) {
        String header = scheme + token();

        assertThat(BearerAuthenticator.isBearer(header)).isTrue();
        assertThat(bearer.authenticate(header)).isInstanceOf(SignIn.Accepted.class);
    }

    @Test
    void staysValidWhenTheKeyIsReplaced() {
        clock.advance(AccessToken.KEY_ROTATION);
        String first = token();
        clock.advance(AccessToken.KEY_ROTATION.minus(Duration.ofMinutes(1)));
        String last = token();
        clock.advance(Duration.ofMinutes(1));
        String next = token();
        AccessTokenIssuer.forgetExpired(catalog.tokenRegistry(), clock.instant());

        assertThat(keyOf(last)).isEqualTo(keyOf(first)).isNotEqualTo(keyOf(next));
        assertThat(isAccepted(last)).isTrue();
        assertThat(isAccepted(next)).isTrue();
        clock.advance(Duration.ofHours(1));
        AccessTokenIssuer.forgetExpired(catalog.tokenRegistry(), clock.instant().plusSeconds(1));
        assertThat(catalog.tokenRegistry().key(new Id<>(keyOf(first)))).isEmpty();
        assertThat(catalog.tokenRegistry().key(new Id<>(keyOf(next)))).isPresent();
    }

    private static String keyOf(String token) {
        String header = new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[0]), StandardCharsets.UTF_8);
        return header.replaceFirst(".*\"kid\":\"([0-9a-f]{24})\".*", "$1");
    }

    @Test
    void isWorthNothingWithoutItsAccount() {
        String token = token();
        catalog.serviceAccounts().delete(account.organization(), account.id());

        assertThat(isAccepted(token)).isFalse();
    }

    @Test
    void isWorthNothingWithoutItsSecret() {
        String token = token();
        catalog.serviceAccounts().change(account.organization(), account.id(), now -> now.withSecrets(List.of()));

        assertThat(isAccepted(token)).isFalse();
    }

    @Test
    void endsWithItsSecret() {
        clock.advance(SECRET_LIFETIME.minus(Duration.ofMinutes(10)));
        AccessTokenIssuer.Issued issued = issuer.issue(account, secret.kept());

        assertThat(issued.lifetimeSeconds()).isEqualTo(600);
        clock.advance(Duration.ofMinutes(10));
        assertThat(isAccepted(issued.token())).isFalse();
    }

    @Test
    void isRefusedWithAnotherPayload() {
        ServiceAccount victim = addAccount(ServiceAccountSecret.next(NOW, SECRET_LIFETIME));
        String[] mine = token().split("\\.", -1);
        String payload = new String(Base64.getUrlDecoder().decode(mine[1]), StandardCharsets.UTF_8)
                .replace(account.id().hex(), victim.id().hex())
                .replace(secret.kept().id().hex(), victim.secrets().get(0).id().hex());

        assertThat(isAccepted(mine[0] + "." + base64(payload) + "." + mine[2])).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "HS512", "RS256", "ES256", "HS256x"})
    void isRefusedWithAnotherAlgorithm(String algorithm) {
        String[] mine = token().split("\\.", -1);
        String header = "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\",\"kid\":\"" + keyOf(token()) + "\"}";

        assertThat(isAccepted(base64(header) + "." + mine[1] + "." + mine[2])).isFalse();
        assertThat(isAccepted(base64(header) + "." + mine[1] + ".")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"crit\":[\"exp\"]", "\"crit\":[\"b64\"],\"b64\":false", "\"jku\":\"http://127.0.0.1:1/\""})
    void isRefusedWithAHeaderThatWasNotSigned(String extra) {
        String[] mine = token().split("\\.", -1);
        String header = "{\"alg\":\"HS256\",\"kid\":\"" + keyOf(token()) + "\"," + extra + "}";

        assertThat(isAccepted(base64(header) + "." + mine[1] + "." + mine[2])).isFalse();
    }

    @Test
    void isRefusedWhenSignedWithAKeyOfTheAttacker() throws Exception {
        SignedJWT mine = SignedJWT.parse(token());
        SigningKey other = new SigningKey(Id.next(NOW), "ab".repeat(32), NOW);
        for (String kid : List.of(keyOf(token()), other.id().hex(), "../../etc/passwd", "")) {
            SignedJWT forged = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(kid).build(), mine.getJWTClaimsSet());
            forged.sign(new MACSigner(HexFormat.of().parseHex(other.secretHex())));

            assertThat(isAccepted(forged.serialize())).isFalse();
        }
    }

    @Test
    void isRefusedWithAnyCharacterChanged() {
        String token = token();
        // the last character of the signature has bits that mean nothing, so it is left alone
        for (int i = 0; i < token.length() - 1; i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(isAccepted(token.substring(0, i) + other + token.substring(i + 1)))
                    .as("position " + i)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "a.b.c",
                "e30.e30.e30",
                "e30..",
                "\u0000",
                "[].[].[]",
                "bnVsbA.bnVsbA.bnVsbA",
                "eyJhbGciOm51bGx9.e30.e30",
                "eyJhbGciOltdfQ.e30.e30",
                "eyJhbGciOiJIUzI1NiIsImtpZCI6MX0.e30.e30"
            })
    void refusesWhatIsNoToken(String text) {
        assertThat(isAccepted(text)).isFalse();
    }

    @Test
    void refusesDeepAndLongHeadersWithoutReadingThem() {
        assertThat(isAccepted(base64("[".repeat(600)) + ".e30.e30")).isFalse();
        assertThat(isAccepted(token() + "x".repeat(12_000))).isFalse();
    }

    @Test
    void isRefusedAfterItWasRevokedByItsOwnAccountOnly() {
        ServiceAccountSecret otherSecret = ServiceAccountSecret.next(NOW, SECRET_LIFETIME);
        ServiceAccount other = addAccount(otherSecret);
        ClientCredentials credentials = new ClientCredentials(catalog, clock, new FailedSignIns(0, clock));
        String token = token();

        credentials.revoke(new ClientCredentials.Client(other, otherSecret.kept()), token);
        assertThat(isAccepted(token)).isTrue();
        credentials.revoke(new ClientCredentials.Client(account, secret.kept()), token);
        assertThat(isAccepted(token)).isFalse();
        assertThat(isAccepted(token())).isTrue();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
