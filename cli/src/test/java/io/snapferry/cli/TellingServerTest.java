package io.snapferry.cli;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.snapferry.testing.s3.S3TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server in a process of its own tells: webhooks over a kill, a log for machines, and never a secret. */
class TellingServerTest {
    private static final String SECRET = "webhook-secret-0123456789";
    private static final String URL_TOKEN = "token-in-the-address";
    private static final String PASSWORD = "not-a-real-secret";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private S3TestServer s3;
    private HttpServer receiver;
    private Path config;

    @BeforeEach
    void start() throws Exception {
        s3 = S3TestServer.start();
        s3.createBucket(DeclaredServer.BUCKET);
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", this::receive);
        receiver.start();
        Path dump = dump().collection("shop", "orders").documents(50).writeFolder(folder.resolve("dump"));
        config = DeclaredServer.configure(folder, s3, dump);
        Files.writeString(
                config, """
                logging: {format: json, requests: true}
                webhooks:
                - name: ops
                  url: http://127.0.0.1:%d/%s
                  secret: %s
                """.formatted(receiver.getAddress().getPort(), URL_TOKEN, SECRET) + Files.readString(config));
    }

    @AfterEach
    void stop() throws IOException {
        receiver.stop(0);
        s3.close();
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean isRefused = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        bodies.add(body);
        exchange.sendResponseHeaders(isRefused ? 503 : 204, -1);
        exchange.close();
    }

    private ServerProcess serve() throws IOException, InterruptedException {
        return ServerProcess.start(folder, "--config", config.toString());
    }

    @Test
    void aWebhookIsToldAlthoughTheServerWasKilledMeanwhile() throws Exception {
        refusals.set(1);
        JsonNode end;
        try (ServerProcess server = serve()) {
            ApiClient client = DeclaredServer.client(server.uri());
            end = DeclaredServer.awaitEnd(client, DeclaredServer.create(client));
            Eventually.await(() -> !bodies.isEmpty(), PATIENCE, "the first attempt");
            server.kill();
        }
        try (ServerProcess again = serve()) {
            Eventually.await(() -> bodies.size() > 1, PATIENCE, "another attempt of " + again.uri());
        }
        assertThat(bodies).hasSize(2).allMatch(bodies.get(0)::equals);
        JsonNode event = new ObjectMapper().readTree(bodies.get(0));
        assertThat(event.path("type").asText()).isEqualTo("export.succeeded");
        assertThat(event.at("/export/id").asText()).isEqualTo(end.path("id").asText());
    }

    @Test
    void logsForMachinesWithTheJobAndWithoutSecrets() throws Exception {
        String log;
        String job;
        try (ServerProcess server = serve()) {
            ApiClient client = DeclaredServer.client(server.uri());
            job = DeclaredServer.awaitEnd(client, DeclaredServer.create(client))
                    .path("id")
                    .asText();
            get(server.uri(), "/api/nowhere?secret=" + PASSWORD, "Bearer " + PASSWORD);
            get(server.uri(), "/api/nowhere", "Digest username=\"abcdefgh\", response=\"" + PASSWORD + "\"");
            assertThat(get(server.uri(), "/metrics", "")).contains("snapferry_jobs{state=\"Successful\"} 1.0");
            assertThat(get(server.uri(), "/health/ready", "")).contains("\"status\":\"ready\"");
            Eventually.await(() -> !bodies.isEmpty(), PATIENCE, "the webhook");
            Eventually.await(() -> server.err().contains("webhook called"), PATIENCE, "the line about the webhook");
            log = server.out() + server.err();
        }
        List<JsonNode> lines = new ArrayList<>();
        for (String line : log.lines().filter(line -> line.startsWith("{")).toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines)
                .filteredOn(line -> line.at("/mdc/job").asText().equals(job))
                .extracting(line -> line.path("message").asText())
                .contains("job started", "job finished");
        assertThat(lines)
                .extracting(line -> line.path("loggerName").asText())
                .contains("io.snapferry.access", "io.snapferry.audit");
        assertThat(log)
                .doesNotContain(SECRET, URL_TOKEN, PASSWORD, s3.secretAccessKey())
                .doesNotContain("v1=", "response=");
    }

    private static String get(URI server, String target, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(target));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
