package io.snapferry.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.network.AddressBlock;
import io.snapferry.server.testing.DigestClient;
import io.snapferry.server.testing.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Twelve failures a minute of an address, three of a key; a proxy that is trusted tells the address. */
class FailedSignInsTest {
    private static final byte[] NOTHING = new byte[0];

    private final TestServer server = TestServer.limitedToFailures(12);
    private final HttpServer behindProxy = server.api()
            .start("127.0.0.1", 0, List.of(AddressBlock.parse("127.0.0.1").orElseThrow()), Optional.empty());

    @AfterEach
    void stop() {
        behindProxy.close();
        server.close();
    }

    private HttpResponse<String> guess(String key, String address) {
        return get(new DigestClient(behindProxy.uri(), key, "wrong"), address);
    }

    private HttpResponse<String> signedIn(String key, String address) {
        return get(new DigestClient(behindProxy.uri(), key, TestServer.PASSWORD), address);
    }

    private static HttpResponse<String> get(DigestClient client, String address) {
        return client.send(
                "GET", TestServer.BUCKETS, HttpRequest.newBuilder().header("X-Forwarded-For", address), NOTHING);
    }

    @Test
    void refusesTheKeyOfThatAddressAloneAfterAFewGuesses() {
        for (int guess = 0; guess < 3; guess++) {
            assertThat(guess("owner", "192.0.2.1").statusCode()).isEqualTo(401);
        }

        HttpResponse<String> refused = guess("owner", "192.0.2.1");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("20");
        assertThat(refused.headers().firstValue("X-Error-Code")).contains("TOO_MANY_FAILED_SIGN_INS");
        assertThat(refused.body()).contains("\"parameters\":[\"192.0.2.1\",\"20\"]");
        assertThat(signedIn("owner", "192.0.2.1").statusCode())
                .as("the right secret, which must not be told from a wrong one now")
                .isEqualTo(429);
        assertThat(signedIn("owner", "192.0.2.2").statusCode())
                .as("from elsewhere")
                .isEqualTo(200);
        assertThat(signedIn("reader", "192.0.2.1").statusCode())
                .as("another key")
                .isEqualTo(200);
    }

    @Test
    void looksAtCredentialsAgainAfterAWhile() {
        for (int guess = 0; guess < 4; guess++) {
            guess("owner", "192.0.2.1");
        }
        server.clock.advance(Duration.ofSeconds(20));

        assertThat(guess("owner", "192.0.2.1").statusCode()).isEqualTo(401);
        assertThat(guess("owner", "192.0.2.1").statusCode()).isEqualTo(429);
        server.clock.advance(Duration.ofSeconds(20));
        assertThat(signedIn("owner", "192.0.2.1").statusCode()).isEqualTo(200);
    }

    @Test
    void letsAClientWithAWrongKeyNotUseUpWhatItsNeighboursHave() {
        for (int guess = 0; guess < 50; guess++) {
            guess("owner", "192.0.2.1");
        }

        assertThat(signedIn("reader", "192.0.2.1").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAnAddressThatTriesManyNames() {
        for (int guess = 0; guess < 12; guess++) {
            assertThat(guess("guess" + guess, "192.0.2.1").statusCode()).isEqualTo(401);
        }

        assertThat(guess("guess12", "192.0.2.1").statusCode()).isEqualTo(429);
        assertThat(guess("guess12", "192.0.2.2").statusCode()).isEqualTo(401);
    }

    @Test
    void countsANetworkOfIpv6AsOneAddress() {
        for (int guess = 0; guess < 12; guess++) {
            guess("guess" + guess, "2001:db8::" + Integer.toHexString(guess + 1));
        }

        assertThat(guess("x", "2001:db8::ffff").statusCode()).isEqualTo(429);
        assertThat(guess("x", "2001:db8:0:1::1").statusCode()).isEqualTo(401);
    }

    @Test
    void countsNoFirstRequestAndNoOldNonce() {
        DigestClient owner = new DigestClient(behindProxy.uri(), "owner", TestServer.PASSWORD);
        String header = owner.sign("GET", TestServer.BUCKETS, owner.nonce(), 1);
        for (int request = 0; request < 30; request++) {
            HttpResponse<String> challenged =
                    owner.sendUnsigned("GET", TestServer.BUCKETS, HttpRequest.newBuilder(), NOTHING);
            assertThat(challenged.statusCode()).isEqualTo(401);
            owner.sendUnsigned(
                    "GET", TestServer.BUCKETS, HttpRequest.newBuilder().header("Authorization", header), NOTHING);
        }

        assertThat(owner.get(TestServer.BUCKETS).statusCode()).isEqualTo(200);
    }

    @Test
    void countsTokensAndSecretsOfServiceAccountsToo() {
        DigestClient client = new DigestClient(behindProxy.uri(), "nobody", "x");
        String secret = Base64.getEncoder()
                .encodeToString("mdb_sa_id_64b0000000000000000000ee:guess".getBytes(StandardCharsets.UTF_8));
        for (String header : List.of("Bearer abc", "Basic " + secret)) {
            String path = header.startsWith("Basic") ? "/api/oauth/token" : TestServer.BUCKETS;
            String method = header.startsWith("Basic") ? "POST" : "GET";
            for (int guess = 0; guess < 4; guess++) {
                HttpRequest.Builder request = HttpRequest.newBuilder()
                        .header("Authorization", header)
                        .header("Content-Type", "application/x-www-form-urlencoded");
                byte[] body = method.equals("POST")
                        ? "grant_type=client_credentials".getBytes(StandardCharsets.US_ASCII)
                        : NOTHING;
                assertThat(client.sendUnsigned(method, path, request, body).statusCode())
                        .as(header + guess)
                        .isEqualTo(guess < 3 ? 401 : 429);
            }
        }
    }

    @Test
    void doesNotBelieveAnAddressThatNoTrustedProxyTells() {
        for (int guess = 0; guess < 12; guess++) {
            get(new DigestClient(server.uri(), "guess" + guess, "wrong"), "192.0.2." + guess);
        }

        assertThat(get(new DigestClient(server.uri(), "x", "wrong"), "192.0.2.200")
                        .statusCode())
                .isEqualTo(429);
    }
}
