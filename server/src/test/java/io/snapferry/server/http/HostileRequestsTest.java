package io.snapferry.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.testing.DigestClient;
import io.snapferry.server.testing.RawRequest;
import io.snapferry.server.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that nobody means well: each gets a short refusal, none a stack trace, and the server answers on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestsTest {
    private final TestServer server = TestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void repeatsTheCodeOfARefusalThatNoOperationSawInTheHeader() {
        HttpResponse<String> refused = server.as("reader").get("/api/atlas/v1.0/groups/%2F/clusters");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("X-Error-Code")).contains("UNEXPECTED_ERROR");
    }

    @AfterEach
    void answersOn() {
        assertThat(server.as("reader").get(TestServer.EXPORTS).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/atlas/v1.0/groups/%zz/backup/exportBuckets",
                "/api/atlas/v1.0/groups/%/backup/exportBuckets",
                "/api/atlas/v1.0/groups/%ff%fe/backup/exportBuckets",
                "/api/atlas/v1.0/groups/%00/backup/exportBuckets",
                "/api/atlas/v1.0/groups/..%2f..%2fetc/backup/exportBuckets",
                "/api/atlas/v1.0/groups/%2e%2e/backup/exportBuckets",
                "/api/atlas/v1.0/groups/..;/backup/exportBuckets",
                "/api/atlas/v1.0/groups/%5c/backup/exportBuckets",
                "/api/atlas/v1.0/groups/%u0041/backup/exportBuckets",
                "/api/atlas/v1.0/groups//backup/exportBuckets",
                "/api/atlas/v1.0/groups/a b/backup/exportBuckets",
                "/api/../../../etc/passwd",
                "//api/atlas/v1.0/groups",
                "/%61pi/atlas/v1.0/groups/64b0000000000000000000bb/backup/exportBuckets",
                "/api;x=1/atlas/v1.0/groups/64b0000000000000000000bb/backup/exportBuckets",
                "/api/atlas/v1.0/groups/64b0000000000000000000bb/backup/exportBuckets;x=1",
                "/api/atlas/v1.0/groups/<script>/backup/exportBuckets",
                "*",
                "",
                "http://evil/api/atlas/v1.0/groups",
                "/api/atlas/v1.0/groups/\u00e9\u0001"
            })
    void refusesAHostilePath(String path) {
        String answer = Raw.get(server, "reader", path);

        assertThat(answer).matches("(?s)HTTP/1\\.1 (400|401|404|405|505) .*");
        assertClean(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET\r\n\r\n",
                "GET /\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "\u0000\u0001\u0002\u0003\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001",
                "GET /api/ HTTP/1.1\r\n\r\n",
                "GET /api/ HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /api/ HTTP/1.1\r\nHost: a\"b<c>\r\n\r\n",
                "GET /api/ HTTP/1.1\r\nHost: a\r\nX: a\u0000b\r\n\r\n",
                "GET /api/ HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n",
                "GET /api/ HTTP/1.1\r\nHost: a\r\nX y: b\r\n\r\n",
                "POST /api/ HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "POST /api/ HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "POST /api/ HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
                "POST /api/ HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /api/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: nonsense\r\n\r\n",
                "POST /api/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET /api/ HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n",
                "GET /api/ HTTP/1.1\r\nHost: a\r\nExpect: nonsense\r\n\r\n"
            })
    void refusesWhatIsNotHttp(String request) {
        String answer = RawRequest.send(server.uri(), request);

        assertThat(answer).matches("(?s)(HTTP/1\\.1 (400|401|417|426|501|505) .*)?");
        assertClean(answer);
    }

    @ParameterizedTest
    @CsvSource({"path, 414", "query, 414", "header, 431", "headers, 431"})
    void refusesWhatIsTooLong(String where, int status) {
        String huge = "x".repeat(100_000);
        String request = switch (where) {
            case "path" -> "GET /api/" + huge + " HTTP/1.1\r\nHost: a\r\n\r\n";
            case "query" -> "GET /api/?" + huge + " HTTP/1.1\r\nHost: a\r\n\r\n";
            case "header" -> "GET /api/ HTTP/1.1\r\nHost: a\r\nX: " + huge + "\r\n\r\n";
            default -> "GET /api/ HTTP/1.1\r\nHost: a\r\n" + "X: 1\r\n".repeat(20_000) + "\r\n";
        };

        String answer = RawRequest.send(server.uri(), request);

        assertThat(answer)
                .satisfiesAnyOf(
                        text -> assertThat(text).startsWith("HTTP/1.1 " + status),
                        // the reset of a connection that still had bytes to read can overtake the answer
                        text -> assertThat(text).contains("Connection reset"),
                        text -> assertThat(text).contains("Broken pipe"));
        assertClean(answer);
    }

    @Test
    void takesTheMethodFromTheRequestLineOnly() {
        String bucket = TestServer.BUCKETS + "/" + TestServer.BUCKET;

        String answer = Raw.send(server, "manager", "GET", bucket, "X-HTTP-Method-Override: DELETE\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 ");
        assertThat(server.as("reader").get(bucket).statusCode()).isEqualTo(200);
    }

    @Test
    void opensNoWebSocketAndNoSession() {
        String answer = RawRequest.send(
                server.uri(),
                String.join(
                        "\r\n",
                        "GET /api/ HTTP/1.1",
                        "Host: a",
                        "Connection: Upgrade",
                        "Upgrade: websocket",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                        "\r\n"));

        assertThat(answer).startsWith("HTTP/1.1 401 ").doesNotContain("Set-Cookie");
    }

    @Test
    void answersALongButBearableUrl() {
        assertThat(server.as("reader")
                        .get(TestServer.EXPORTS + "?x=" + "y".repeat(6_000))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5\r\n{}",
                "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}",
                "Content-Length: 50\r\n\r\n{}",
                "Content-Length: 2\r\nContent-Encoding: gzip\r\n\r\n{}"
            })
    void refusesABodyWhoseTransferIsBroken(String headersAndBody) {
        String answer = Raw.send(server, "exporter", "POST", TestServer.EXPORTS, headersAndBody);

        assertThat(answer).startsWith("HTTP/1.1 400 ");
        assertClean(answer);
    }

    @Test
    void refusesAChunkedBodyOverTheLimitWithoutKeepingIt() {
        String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
        String answer = Raw.send(
                server,
                "exporter",
                "POST",
                TestServer.EXPORTS,
                "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(64) + "0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("REQUEST_BODY_TOO_LARGE");
    }

    static Stream<Integer> seeds() {
        return IntStream.range(0, 40).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void survivesRandomDamageToASignedRequest(int seed) {
        Random random = new Random(seed);
        DigestClient exporter = server.as("exporter");
        String body = TestServer.exportRequest(TestServer.UNKNOWN, TestServer.BUCKET);
        byte[] request = ("POST " + TestServer.EXPORTS + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: "
                        + exporter.sign("POST", TestServer.EXPORTS, exporter.nonce(), 1)
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream damaged = new ByteArrayOutputStream();
        for (byte b : request) {
            boolean isHit = random.nextInt(request.length) < 3;
            if (!isHit) {
                damaged.write(b);
            } else if (random.nextBoolean()) {
                damaged.write(random.nextInt(256));
            }
        }

        assertClean(RawRequest.send(server.uri(), damaged.toByteArray()));
    }

    @Test
    void answersAThousandSignedRequestsOnOneNonce() {
        DigestClient reader = server.as("reader");
        String nonce = reader.nonce();
        for (int count = 1; count <= 1_000; count++) {
            String header = reader.sign("GET", TestServer.EXPORTS, nonce, count);
            assertThat(reader.sendUnsigned(
                                    "GET",
                                    TestServer.EXPORTS,
                                    HttpRequest.newBuilder().header("Authorization", header),
                                    new byte[0])
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static void assertClean(String answer) {
        assertThat(answer)
                .doesNotContain("Exception")
                .doesNotContainIgnoringCase("jetty")
                .doesNotContainIgnoringCase("javalin")
                .doesNotContain("at io.")
                .doesNotContain("at java.")
                .doesNotContain("HTTP/1.1 500")
                .doesNotContain("<html")
                .doesNotContain("no end within")
                .hasSizeLessThan(3_000);
    }
}
