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
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports with options over our own API: real jobs of a real worker. */
class ExportOptionsTest {
    private static final String ATLAS_EXPORTS =
            "/api/atlas/v1.0/groups/" + TestServer.PROJECT + "/clusters/c1/backup/exports";

    @TempDir
    private Path folder;

    private WorkingServer server;
    private String snapshot;

    @BeforeEach
    void start() throws IOException {
        server = WorkingServer.start(folder, HeldBuckets.open());
        snapshot = server.snapshot(dump().collection("shop", "orders")
                .document("{\"_id\": 1}")
                .collection("shop", "secrets")
                .documents(2)
                .collection("crm", "people")
                .documents(2)
                .writeFolder(folder.resolve("dump")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String body(String more) {
        return "{\"snapshotId\":\"" + snapshot + "\",\"exportBucketId\":\"" + TestServer.BUCKET + "\"" + more + "}";
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return new JsonMapper().readTree(response.body());
    }

    private JsonNode ended(String id) throws IOException {
        WorkingServer.await(
                () -> server.as("reader").get(EXPORTS + "/" + id).body().contains("\"finishedAt\""), "the job's end");
        return json(server.as("reader").get(EXPORTS + "/" + id));
    }

    private HttpResponse<String> create(String key, String body) {
        HttpRequest.Builder request = DigestClient.json().header("Idempotency-Key", key);
        return server.as("exporter").send("POST", EXPORTS, request, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void exportsOnlyWhatIsIncludedInTheModeThatWasAsked() throws IOException {
        HttpResponse<String> created = server.as("exporter")
                .post(
                        EXPORTS,
                        body(
                                ",\"include\":[\"shop.*\"],\"exclude\":[\"*.secrets\"],\"jsonMode\":\"relaxed\",\"gzipLevel\":\"small\","
                                        + "\"customData\":[{\"key\":\"k\",\"value\":\"v\"}]"));

        assertThat(created.statusCode()).isEqualTo(201);
        JsonNode job = ended(json(created).path("id").asText());
        assertThat(job.path("state").asText()).isEqualTo("Successful");
        assertThat(job.path("include").toString()).isEqualTo("[\"shop.*\"]");
        assertThat(job.path("exclude").toString()).isEqualTo("[\"*.secrets\"]");
        assertThat(job.path("jsonMode").asText()).isEqualTo("relaxed");
        assertThat(job.path("gzipLevel").asText()).isEqualTo("small");
        assertThat(job.path("progress").toString())
                .matches("\\{\"bsonBytes\":\\d+,\"documents\":1,\"exportedCollections\":1,\"percent\":100.0,"
                        + "\"replicaSets\":\\[\\{\"bsonBytes\":\\d+,\"documents\":1,\"replicaSetName\":\"rs0\","
                        + "\"totalBsonBytes\":\\d+,\"totalDocuments\":1}],\"totalBsonBytes\":\\d+,"
                        + "\"totalCollections\":1,\"totalDocuments\":1,\"uploadedBytes\":\\d+}");
        Path root = server.object(job.path("prefix").asText());
        assertThat(root.resolve("crm")).doesNotExist();
        assertThat(root.resolve("shop/secrets")).doesNotExist();
        try (InputStream text = new GZIPInputStream(Files.newInputStream(root.resolve("shop/orders/rs0.0.json.gz")))) {
            assertThat(text.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("{\"_id\":1}\n");
        }
    }

    @Test
    void showsSuchAJobInAtlasShapeAtAtlasEndpoints() throws IOException {
        JsonNode own = ended(json(server.as("exporter").post(EXPORTS, body(",\"include\":[\"shop.*\"]")))
                .path("id")
                .asText());

        JsonNode atlas = json(
                server.as("reader").get(ATLAS_EXPORTS + "/" + own.path("id").asText()));

        List<String> fields = new ArrayList<>();
        atlas.fieldNames().forEachRemaining(fields::add);
        assertThat(fields)
                .containsExactly(
                        "createdAt",
                        "customData",
                        "exportBucketId",
                        "exportStatus",
                        "finishedAt",
                        "id",
                        "prefix",
                        "snapshotId",
                        "state");
        assertThat(atlas.path("exportStatus").toString())
                .isEqualTo("{\"exportedCollections\":2,\"totalCollections\":2}");
    }

    @Test
    void exportsAllCanonicallyWhenNothingElseIsSaid() throws IOException {
        JsonNode job = ended(
                json(server.as("exporter").post(EXPORTS, body(""))).path("id").asText());

        assertThat(job.path("jsonMode").asText()).isEqualTo("canonical");
        assertThat(job.has("gzipLevel")).isFalse();
        assertThat(job.path("include").toString()).isEqualTo("[]");
        assertThat(job.path("progress").path("totalCollections").asInt()).isEqualTo(3);
        assertThat(json(server.as("reader").get(EXPORTS + "/latestSuccessful"))).isEqualTo(job);
    }

    @Test
    void makesOneJobOfSixteenRequestsWithOneKey() throws Exception {
        CyclicBarrier together = new CyclicBarrier(16);
        ExecutorService pool = Executors.newFixedThreadPool(16);
        List<Future<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            answers.add(pool.submit(() -> {
                together.await();
                return create("nightly-2026-01-02", body(""));
            }));
        }
        Set<String> ids = new TreeSet<>();
        List<Integer> statuses = new ArrayList<>();
        for (Future<HttpResponse<String>> answer : answers) {
            statuses.add(answer.get().statusCode());
            ids.add(json(answer.get()).path("id").asText());
        }
        pool.shutdown();

        assertThat(ids).hasSize(1);
        assertThat(statuses).hasSize(16).containsOnlyOnce(201).containsOnly(200, 201);
        assertThat(json(server.as("reader").get(EXPORTS)).path("totalCount").asInt())
                .isEqualTo(1);
    }

    @Test
    void answersARepeatedRequestWithTheJobAsItIsNowAndAnotherOneWith409() throws IOException {
        String id = json(create("k1", body(""))).path("id").asText();
        JsonNode end = ended(id);

        HttpResponse<String> again = create("k1", body(",\"jsonMode\":\"canonical\",\"include\":[]"));
        HttpResponse<String> other = create("k1", body(",\"jsonMode\":\"relaxed\""));

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(json(again)).isEqualTo(end);
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body())
                .contains("\"errorCode\":\"IDEMPOTENCY_KEY_REUSED\"")
                .contains(id);
        assertThat(create("k2", body("")).statusCode()).isEqualTo(201);
    }

    @Test
    void listsTheJobsOfASnapshotInAState() throws IOException {
        String first =
                json(server.as("exporter").post(EXPORTS, body(""))).path("id").asText();
        ended(first);
        String gone = server.snapshot(folder.resolve("gone"));
        String failed = json(server.as("exporter").post(EXPORTS, TestServer.exportRequest(gone, TestServer.BUCKET)))
                .path("id")
                .asText();
        assertThat(ended(failed).path("stateReason").path("errorCode").asText()).isEqualTo("SNAPSHOT_UNREADABLE");

        assertThat(ids("")).containsExactlyInAnyOrder(first, failed);
        assertThat(ids("?snapshotId=" + gone)).containsExactly(failed);
        assertThat(ids("?state=Successful")).containsExactly(first);
        assertThat(ids("?state=Successful&snapshotId=" + gone)).isEmpty();
        HttpResponse<String> page = server.as("reader").get(EXPORTS + "?state=Failed&itemsPerPage=1");
        assertThat(page.body())
                .contains("exports?state=Failed&pageNum=1&itemsPerPage=1\"")
                .contains("\"totalCount\":1");
    }

    private List<String> ids(String query) throws IOException {
        List<String> ids = new ArrayList<>();
        json(server.as("reader").get(EXPORTS + query))
                .path("results")
                .forEach(job -> ids.add(job.path("id").asText()));
        return ids;
    }
}
