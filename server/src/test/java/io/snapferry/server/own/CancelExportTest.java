package io.snapferry.server.own;

import static io.snapferry.server.testing.WorkingServer.EXPORTS;
import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.snapferry.server.queue.HeldBuckets;
import io.snapferry.server.testing.TestServer;
import io.snapferry.server.testing.WorkingServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calling off real jobs of a real worker. */
class CancelExportTest {
    @TempDir
    private Path folder;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    @SuppressWarnings("NullAway.Init") // every test starts its own
    private WorkingServer server;

    @AfterEach
    void closeAll() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    private WorkingServer started(WorkingServer started) {
        server = started;
        opened.push(started);
        return started;
    }

    private HeldBuckets released(HeldBuckets buckets) {
        opened.push(buckets::release);
        return buckets;
    }

    private String snapshot(int documents) throws IOException {
        return server.snapshot(dump().collection("shop", "orders")
                .documents(documents)
                .writeFolder(Files.createTempDirectory(folder, "dump-")));
    }

    private String create(String snapshot) throws IOException {
        return json(server.as("exporter").post(EXPORTS, TestServer.exportRequest(snapshot, TestServer.BUCKET)))
                .path("id")
                .asText();
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return new JsonMapper().readTree(response.body());
    }

    private HttpResponse<String> cancel(String id) {
        return server.as("exporter").delete(EXPORTS + "/" + id);
    }

    private JsonNode job(String id) throws IOException {
        return json(server.as("reader").get(EXPORTS + "/" + id));
    }

    private JsonNode ended(String id) throws IOException {
        WorkingServer.await(
                () -> server.as("reader").get(EXPORTS + "/" + id).body().contains("\"finishedAt\""), "the job's end");
        return job(id);
    }

    private Path object(JsonNode job, String name) {
        return server.object(job.path("prefix").asText()).resolve(name);
    }

    @Test
    void endsAQueuedJobAtOnceAndFreesItsSnapshot() throws IOException {
        started(WorkingServer.startWithoutWorker(folder, HeldBuckets.open()));
        String snapshot = snapshot(1);
        String id = create(snapshot);

        HttpResponse<String> cancelled = cancel(id);

        assertThat(cancelled.statusCode()).isEqualTo(200);
        assertThat(json(cancelled).path("state").asText()).isEqualTo("Cancelled");
        assertThat(json(cancelled).has("finishedAt")).isTrue();
        assertThat(json(cancelled)).isEqualTo(job(id));
        assertThat(cancel(id).statusCode()).as("again").isEqualTo(200);
        assertThat(create(snapshot)).isNotEqualTo(id);
    }

    @Test
    void stopsARunningJobThoughItsStoreHangsAndLeavesWhatItWrote() throws IOException {
        HeldBuckets buckets = HeldBuckets.holding(key -> key.endsWith(".5.json.gz"));
        started(WorkingServer.start(folder, buckets));
        released(buckets);
        String snapshot = snapshot(100);
        String id = create(snapshot);
        WorkingServer.await(() -> buckets.held().size() == 1, "a job in its middle");

        HttpResponse<String> cancelled = cancel(id);

        assertThat(cancelled.statusCode()).isEqualTo(202);
        JsonNode end = ended(id);
        assertThat(end.path("state").asText()).isEqualTo("Cancelled");
        assertThat(end.path("cancelRequested").asBoolean()).isFalse();
        assertThat(end.has("errMsg")).isFalse();
        assertThat(end.path("progress").path("percent").asDouble()).isBetween(0.1, 99.9);
        assertThat(object(end, "shop/orders/rs0.0.json.gz")).exists();
        assertThat(object(end, ".complete")).doesNotExist();
        buckets.release();
        JsonNode next = ended(create(snapshot));
        assertThat(next.path("state").asText()).isEqualTo("Successful");
        assertThat(object(next, ".complete")).exists();
        assertThat(object(end, ".complete")).doesNotExist();
    }

    @Test
    void stopsAJobOfAnotherProcessThroughTheCatalog() throws IOException {
        HeldBuckets buckets = HeldBuckets.holdingDocuments();
        started(WorkingServer.startWithWorkerElsewhere(folder, buckets));
        released(buckets);
        String id = create(snapshot(3));
        WorkingServer.await(() -> !buckets.held().isEmpty(), "a job that writes");

        assertThat(cancel(id).statusCode()).isEqualTo(202);

        assertThat(ended(id).path("state").asText()).isEqualTo("Cancelled");
    }

    @Test
    void refusesToCancelWhatIsFinishedOrNearlySo() throws IOException {
        HeldBuckets buckets = HeldBuckets.holding(key -> key.endsWith("/.complete"));
        started(WorkingServer.start(folder, buckets));
        released(buckets);
        String id = create(snapshot(3));
        WorkingServer.await(() -> !buckets.held().isEmpty(), "a job that writes its last object");

        HttpResponse<String> nearly = cancel(id);
        buckets.release();
        JsonNode end = ended(id);
        HttpResponse<String> finished = cancel(id);

        assertThat(nearly.statusCode()).isEqualTo(409);
        assertThat(nearly.body()).contains("EXPORT_NOT_CANCELLABLE").contains("its last object is being written");
        assertThat(end.path("state").asText()).isEqualTo("Successful");
        assertThat(finished.statusCode()).isEqualTo(409);
        assertThat(finished.headers().firstValue("X-Error-Code")).contains("EXPORT_NOT_CANCELLABLE");
        assertThat(finished.body()).contains("it is Successful");
    }

    @Test
    void neverCompletesAJobWhoseCancelWasAcknowledged() throws Exception {
        started(WorkingServer.start(folder, HeldBuckets.open()));
        String snapshot = snapshot(8);
        Set<String> outcomes = new TreeSet<>();
        for (int round = 0; round < 40; round++) {
            String id = create(snapshot);
            // cancels earlier and later in the life of the job, wherever that is on this machine
            int looks = round % 8;
            for (int i = 0; i < looks; i++) {
                job(id);
            }
            HttpResponse<String> answer =
                    CompletableFuture.supplyAsync(() -> cancel(id)).get();
            JsonNode end = ended(id);
            outcomes.add(answer.statusCode() + " " + end.path("state").asText());
            assertThat(Files.exists(object(end, ".complete")))
                    .as("%s after %s", end, answer.statusCode())
                    .isEqualTo(answer.statusCode() == 409);
        }
        assertThat(outcomes).isSubsetOf("200 Cancelled", "202 Cancelled", "409 Successful");
    }

    @Test
    void asksForTheRightToExport() throws IOException {
        started(WorkingServer.startWithoutWorker(folder, HeldBuckets.open()));
        String id = create(snapshot(1));

        assertThat(server.as("reader").delete(EXPORTS + "/" + id).statusCode()).isEqualTo(403);
        assertThat(job(id).path("state").asText()).isEqualTo("Queued");
        assertThat(cancel(TestServer.UNKNOWN).statusCode()).isEqualTo(404);
        assertThat(cancel("nonsense").body()).contains("INVALID_PATH_PARAMETER");
    }
}
