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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a dry run tells is what the export then writes. */
class DryRunExportTest {
    private static final String DRY_RUN = EXPORTS + "/dryRun";

    @TempDir
    private Path folder;

    private final HeldBuckets buckets = HeldBuckets.open();
    private WorkingServer server;

    @BeforeEach
    void start() throws IOException {
        server = WorkingServer.start(folder, buckets);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Path shop() throws IOException {
        return dump().collection("shop", "orders")
                .documents(30)
                .collection("shop", "empty")
                .collection("crm", "people")
                .documents(2)
                .writeFolder(Files.createTempDirectory(folder, "dump-"));
    }

    private static String body(String snapshot, String more) {
        return "{\"snapshotId\":\"" + snapshot + "\",\"exportBucketId\":\"" + TestServer.BUCKET + "\"" + more + "}";
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return new JsonMapper().readTree(response.body());
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    @Test
    void tellsExactlyWhatTheExportThenWrites() throws IOException {
        String request = body(server.snapshot(shop(), shop()), ",\"exclude\":[\"crm.*\"]");
        HttpResponse<String> answer = server.as("exporter").post(DRY_RUN, request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode planned = json(answer);
        assertThat(server.object("")).as("nothing was written").doesNotExist();
        assertThat(json(server.as("reader").get(EXPORTS)).path("totalCount").asInt())
                .isZero();

        String id =
                json(server.as("exporter").post(EXPORTS, request)).path("id").asText();
        WorkingServer.await(
                () -> server.as("reader").get(EXPORTS + "/" + id).body().contains("\"finishedAt\""), "the job's end");
        JsonNode job = json(server.as("reader").get(EXPORTS + "/" + id));

        // the request may have come in the next second
        String prefix = planned.path("prefix").asText();
        String written = job.path("prefix").asText();
        assertThat(prefix.substring(0, prefix.lastIndexOf('/')))
                .isEqualTo(written.substring(0, written.lastIndexOf('/')));
        List<String> objects = objects(written);
        assertThat(texts(planned.path("keys")).stream()
                        .map(key -> key.substring(prefix.length()))
                        .toList())
                .containsExactlyInAnyOrderElementsOf(objects);
        assertThat(planned.path("objectCount").asInt()).isEqualTo(objects.size());
        assertThat(planned.path("chunkCount").asInt()).isEqualTo((int)
                objects.stream().filter(key -> key.endsWith(".gz")).count());
        assertThat(planned.path("documents").asLong())
                .isEqualTo(60)
                .isEqualTo(job.at("/progress/totalDocuments").asLong());
        assertThat(planned.path("bsonBytes").asLong())
                .isEqualTo(job.at("/progress/totalBsonBytes").asLong());
        assertThat(planned.path("collectionCount").asInt())
                .isEqualTo(4)
                .isEqualTo(job.at("/progress/totalCollections").asInt());
        assertThat(planned.path("collections").findValuesAsText("namespace"))
                .containsExactly("shop.empty", "shop.orders", "shop.empty", "shop.orders");
    }

    private List<String> objects(String prefix) throws IOException {
        Path root = server.object(prefix);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> "/" + root.relativize(file))
                    .filter(key -> !key.startsWith("/."))
                    .toList();
        }
    }

    @Test
    void cutsItsListsButNotItsCounts() throws IOException {
        String request = body(server.snapshot(shop()), "");
        JsonNode whole = json(server.as("exporter").post(DRY_RUN, request));
        JsonNode cut = json(server.as("exporter").post(DRY_RUN + "?limit=2", request));
        JsonNode none = json(server.as("exporter").post(DRY_RUN + "?limit=0", request));

        assertThat(cut.path("keys")).hasSize(2);
        assertThat(cut.path("collections")).hasSize(2);
        assertThat(none.path("keys")).isEmpty();
        assertThat(none.path("objectCount")).isEqualTo(whole.path("objectCount"));
        assertThat(cut.path("bsonBytes")).isEqualTo(whole.path("bsonBytes"));
        assertThat(server.as("exporter").post(DRY_RUN + "?limit=10001", request).body())
                .contains("INVALID_QUERY_PARAMETER");
    }

    @Test
    void tellsWhyASnapshotCannotBeExported() throws IOException {
        Path cut = shop();
        Files.write(cut.resolve("shop/orders.bson"), new byte[] {4, 0, 0, 0});
        for (Path bad : List.of(cut, folder.resolve("gone"))) {
            HttpResponse<String> answer = server.as("exporter").post(DRY_RUN, body(server.snapshot(bad), ""));

            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body()).contains("SNAPSHOT_NOT_EXPORTABLE");
        }
        assertThat(server.as("exporter")
                        .post(DRY_RUN, body(TestServer.UNKNOWN, ""))
                        .body())
                .contains("SNAPSHOT_NOT_FOUND");
        assertThat(server.as("reader")
                        .post(DRY_RUN, body(TestServer.UNKNOWN, ""))
                        .statusCode())
                .isEqualTo(403);
        assertThat(buckets.begun()).isEmpty();
    }
}
