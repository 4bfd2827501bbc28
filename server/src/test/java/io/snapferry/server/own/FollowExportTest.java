package io.snapferry.server.own;

import static io.snapferry.server.testing.WorkingServer.EXPORTS;
import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.snapferry.server.queue.HeldBuckets;
import io.snapferry.server.testing.DigestClient;
import io.snapferry.server.testing.TestServer;
import io.snapferry.server.testing.WorkingServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Following real jobs by server-sent events, with the JDK's own client. */
class FollowExportTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int MAX_STREAMS = 64;

    @TempDir
    private Path folder;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @SuppressWarnings("NullAway.Init") // every test starts its own
    private WorkingServer server;

    @AfterEach
    void closeAll() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    private record Event(long id, String name, JsonNode data) {}

    private HeldBuckets started(boolean isWorkerElsewhere) throws IOException {
        HeldBuckets buckets = HeldBuckets.holding(key -> key.endsWith(".5.json.gz"));
        server = isWorkerElsewhere
                ? WorkingServer.startWithWorkerElsewhere(folder, buckets)
                : WorkingServer.start(folder, buckets);
        opened.push(server);
        opened.push(buckets::release);
        return buckets;
    }

    private String create() throws IOException {
        String snapshot = server.snapshot(
                dump().collection("shop", "orders").documents(100).writeFolder(folder.resolve("dump")));
        return MAPPER.readTree(server.as("exporter")
                        .post(EXPORTS, TestServer.exportRequest(snapshot, TestServer.BUCKET))
                        .body())
                .path("id")
                .asText();
    }

    private HttpResponse<InputStream> listen(String id) throws Exception {
        String target = EXPORTS + "/" + id + "/events";
        DigestClient reader = server.as("reader");
        HttpRequest request = HttpRequest.newBuilder(server.uri().resolve(target))
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", "41")
                .header("Authorization", reader.sign("GET", target, reader.nonce(), 1))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    private static BufferedReader lines(HttpResponse<InputStream> response) {
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    private static Event next(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && (line.isEmpty() || line.startsWith(":"))) {
            line = lines.readLine();
        }
        if (line == null) {
            return new Event(-1, "closed", MAPPER.nullNode());
        }
        assertThat(line).startsWith("id: ");
        String name = lines.readLine();
        String data = lines.readLine();
        assertThat(name).startsWith("event: ");
        assertThat(data).startsWith("data: ");
        assertThat(lines.readLine()).isEmpty();
        return new Event(
                Long.parseLong(line.substring("id: ".length())),
                name.substring("event: ".length()),
                MAPPER.readTree(data.substring("data: ".length())));
    }

    private void followsToTheEnd(boolean isWorkerElsewhere) throws Exception {
        HeldBuckets buckets = started(isWorkerElsewhere);
        String id = create();
        HttpResponse<InputStream> response = listen(id);
        List<Event> events = new ArrayList<>();
        try (BufferedReader lines = lines(response)) {
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
            assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
            Event event = next(lines);
            while (!event.name().equals("closed")) {
                events.add(event);
                if (event.data().at("/progress/documents").asLong() > 0) {
                    buckets.release();
                }
                event = next(lines);
            }
        }

        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).id()).isEqualTo(i + 1L);
            assertThat(events.get(i).name()).isEqualTo(i == events.size() - 1 ? "end" : "progress");
        }
        assertThat(events.stream()
                        .map(event -> event.data().at("/progress/documents").asLong())
                        .toList())
                .isSorted()
                .anyMatch(documents -> documents > 0 && documents < 100);
        JsonNode end = events.get(events.size() - 1).data();
        assertThat(end.path("state").asText()).isEqualTo("Successful");
        assertThat(end.at("/progress/percent").asDouble()).isEqualTo(100);
        assertThat(end.at("/progress/documents").asLong()).isEqualTo(100);
        assertThat(server.as("reader").get(EXPORTS + "/" + id).body()).isEqualTo(end.toString());
    }

    @Test
    void tellsEveryChangeOfAJobOfThisProcessToTheEnd() throws Exception {
        followsToTheEnd(false);
    }

    @Test
    void tellsTheChangesOfAJobOfAnotherProcessToTheEnd() throws Exception {
        followsToTheEnd(true);
    }

    @Test
    void tellsOnlyTheEndOfAJobThatEnded() throws Exception {
        HeldBuckets buckets = started(false);
        buckets.release();
        String id = create();
        WorkingServer.await(
                () -> server.as("reader").get(EXPORTS + "/" + id).body().contains("\"finishedAt\""), "the job's end");

        // asked for with gzip and in an envelope: neither has a meaning in a stream
        HttpResponse<String> response = server.as("reader")
                .send(
                        "GET",
                        EXPORTS + "/" + id + "/events?envelope=true&pretty=true",
                        HttpRequest.newBuilder().header("Accept-Encoding", "gzip"));

        assertThat(response.body()).matches("id: 1\nevent: end\ndata: \\{.*}\n\n");
        assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
    }

    @Test
    void tellsACancelledJobsEnd() throws Exception {
        HeldBuckets buckets = started(false);
        String id = create();
        WorkingServer.await(() -> !buckets.held().isEmpty(), "a job in its middle");
        try (BufferedReader lines = lines(listen(id))) {
            assertThat(next(lines).name()).isEqualTo("progress");
            server.as("exporter").delete(EXPORTS + "/" + id);
            Event event = next(lines);
            while (event.name().equals("progress")) {
                event = next(lines);
            }
            assertThat(event.name()).isEqualTo("end");
            assertThat(event.data().path("state").asText()).isEqualTo("Cancelled");
        }
    }

    @Test
    void freesTheThreadsOfClientsThatWentAwayAndRefusesTooMany() throws Exception {
        HeldBuckets buckets = started(false);
        String id = create();
        WorkingServer.await(() -> !buckets.held().isEmpty(), "a job in its middle");
        List<HttpResponse<InputStream>> listeners = new ArrayList<>();
        for (int i = 0; i < MAX_STREAMS; i++) {
            listeners.add(listen(id));
            assertThat(listeners.get(i).statusCode()).isEqualTo(200);
        }

        HttpResponse<InputStream> refused = listen(id);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("5");
        assertThat(refused.headers().firstValue("X-Error-Code")).contains("TOO_MANY_EVENT_STREAMS");
        assertThat(server.as("reader").get(EXPORTS + "/" + id).statusCode())
                .as("everything else is served")
                .isEqualTo(200);

        for (HttpResponse<InputStream> listener : listeners) {
            listener.body().close();
        }
        buckets.release();
        WorkingServer.await(() -> eventThreads() == 0, "the threads of the clients that left");
        try (BufferedReader lines = lines(listen(id))) {
            assertThat(next(lines).id()).isEqualTo(1);
        }
    }

    private static long eventThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("events"))
                .count();
    }

    @Test
    void endsStreamsWhenTheServerStops() throws Exception {
        HeldBuckets buckets = started(false);
        String id = create();
        WorkingServer.await(() -> !buckets.held().isEmpty(), "a job in its middle");
        try (BufferedReader lines = lines(listen(id))) {
            assertThat(next(lines).name()).isEqualTo("progress");
            opened.pop().close(); // lets the job go on
            opened.pop().close();
            Event event = next(lines);
            while (event.id() > 0) {
                event = next(lines);
            }
            assertThat(event.name()).isEqualTo("closed");
        }
        assertThat(eventThreads()).isZero();
    }

    @Test
    void answersHeadWithoutAStreamAndUnknownJobsWithAnError() throws Exception {
        HeldBuckets buckets = started(false);
        String id = create();
        WorkingServer.await(() -> !buckets.held().isEmpty(), "a job in its middle");

        HttpResponse<String> head =
                server.as("reader").send("HEAD", EXPORTS + "/" + id + "/events", HttpRequest.newBuilder());

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(server.as("reader")
                        .get(EXPORTS + "/" + TestServer.UNKNOWN + "/events")
                        .body())
                .contains("RESOURCE_NOT_FOUND");
        assertThat(eventThreads()).isZero();
    }
}
