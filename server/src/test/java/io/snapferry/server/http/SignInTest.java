package io.snapferry.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.snapferry.server.testing.DigestClient;
import io.snapferry.server.testing.TestServer;
import java.io.File;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInTest {
    private static final byte[] NOTHING = new byte[0];

    private final TestServer server = TestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void challengesWithTheBodyOfAtlas() {
        HttpResponse<String> refused = server.as("x")
                .sendUnsigned("GET", TestServer.EXPORTS + "?envelope=true", HttpRequest.newBuilder(), NOTHING);

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().allValues("WWW-Authenticate")).hasSize(1);
        assertThat(refused.headers().allValues("Content-Type")).containsExactly("application/json");
        assertThat(refused.headers().map()).doesNotContainKeys("x-error-code", "server", "x-powered-by");
        assertThat(refused.body()).isEqualTo("""
                        {
                          "error" : 401,
                          "reason" : "Unauthorized",
                          "detail" : "You are not authorized for this resource.",
                          "errorCode" : "UNEXPECTED_ERROR"
                        }""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/", "/api/nothing", "/api/atlas/v1.0/groups/x", "/api/snapferry/v1/orgs"})
    void asksForAKeyBeforeItTellsWhatExists(String path) {
        for (String method : List.of("GET", "POST", "PUT", "OPTIONS", "HEAD")) {
            assertThat(server.as("x")
                            .sendUnsigned(method, path, HttpRequest.newBuilder(), NOTHING)
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void refusesAWrongPasswordWithAFreshChallenge() {
        HttpResponse<String> refused = new DigestClient(server.uri(), "owner", "wrong").get(TestServer.EXPORTS);

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(DigestClient.nonceOf(refused)).hasSize(32);
    }

    @Test
    void signsInBeforeItReadsTheBody() {
        HttpResponse<String> refused = server.as("x")
                .sendUnsigned(
                        "POST",
                        TestServer.EXPORTS,
                        HttpRequest.newBuilder().header("Content-Type", "text/plain"),
                        "{".getBytes(StandardCharsets.UTF_8));

        assertThat(refused.statusCode()).isEqualTo(401);
    }

    @Test
    void answersAReplayWithStale() {
        DigestClient owner = server.as("owner");
        String header = owner.sign("GET", TestServer.EXPORTS, owner.nonce(), 1);

        assertThat(signed(owner, header).statusCode()).isEqualTo(200);
        HttpResponse<String> replayed = signed(owner, header);
        assertThat(replayed.statusCode()).isEqualTo(401);
        assertThat(replayed.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).endsWith("stale=true"));
        assertThat(signed(owner, owner.sign("GET", TestServer.EXPORTS, DigestClient.nonceOf(replayed), 1))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Digest",
                "Digest ",
                "Digest username=\"",
                "Bearer abc",
                "Basic b3duZXI6eA==",
                "Digest username=\"owner\", username=\"owner\"",
                "Digest \"\"\"\"\"\"",
                "Digest username=\"owner\\"
            })
    void refusesAHostileHeader(String header) {
        assertThat(signed(server.as("owner"), header).statusCode()).isEqualTo(401);
    }

    @Test
    void refusesAVeryLongHeader() {
        assertThat(signed(server.as("owner"), "Digest a=\"" + "x".repeat(13_000) + "\"")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void answersTheDocumentedCurlLine(@TempDir Path folder) throws Exception {
        assumeTrue(hasCurl(), "no curl on the PATH, so its digest client was not tried");
        Path output = folder.resolve("curl.txt");
        List<String> command = new ArrayList<>(List.of("curl", "--silent", "--show-error", "--max-time", "20"));
        command.addAll(List.of("--user", "manager:" + TestServer.PASSWORD, "--digest"));
        command.addAll(List.of("--header", "Accept: application/json", "--header", "Content-Type: application/json"));
        command.addAll(List.of("--include", "--request", "POST", server.uri() + TestServer.EXPORTS + "?pretty=true"));
        command.addAll(List.of("--data", TestServer.exportRequest()));
        Process curl = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(curl.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(output))
                .contains("HTTP/1.1 401")
                .contains("HTTP/1.1 200")
                .contains("\"state\" : \"Queued\"");
    }

    private static boolean hasCurl() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "curl")));
    }

    private static HttpResponse<String> signed(DigestClient client, String header) {
        return client.sendUnsigned(
                "GET", TestServer.EXPORTS, HttpRequest.newBuilder().header("Authorization", header), NOTHING);
    }
}
