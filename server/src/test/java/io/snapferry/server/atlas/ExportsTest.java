package io.snapferry.server.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.JobState;
import io.snapferry.server.testing.TestServer;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The export jobs of v1.0, byte for byte as recorded, with our own ids. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportsTest {
    private static final String PREFIX =
            "exported_snapshots/64b0000000000000000000aa/64b0000000000000000000bb/c1/2026-01-02T0327/1767324505";

    private final TestServer server = TestServer.start();

    @BeforeEach
    void forgetJobs() {
        server.catalog.inMemoryJobs().clear();
        server.submitted.set(0);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void acceptsTheDocumentedRequestWithAndWithoutTrailingSlash() {
        HttpResponse<String> created = server.as("exporter").post(TestServer.EXPORTS + "/", TestServer.exportRequest());

        assertThat(created.statusCode()).isEqualTo(200);
        assertThat(created.headers().allValues("Content-Type")).containsExactly("application/json");
        assertThat(created.body().replaceFirst("\"id\":\"[0-9a-f]{24}\"", "\"id\":\"64b000000000000000000002\""))
                .isEqualTo("{\"createdAt\":\"2026-01-02T03:28:25Z\",\"customData\":[],"
                        + "\"exportBucketId\":\"64b000000000000000000001\","
                        + "\"exportStatus\":{\"exportedCollections\":0,\"totalCollections\":0},"
                        + "\"id\":\"64b000000000000000000002\",\"prefix\":\"" + PREFIX + "\","
                        + "\"snapshotId\":\"64b000000000000000000003\",\"state\":\"Queued\"}");
        assertThat(server.submitted).hasValue(1);
        assertThat(server.as("reader").get(TestServer.EXPORTS).statusCode()).isEqualTo(200);
        assertThat(server.as("reader").get(TestServer.EXPORTS + "/").statusCode())
                .isEqualTo(200);
    }

    @Test
    void keepsCustomDataInOrder() {
        HttpResponse<String> created = server.as("owner")
                .post(
                        TestServer.EXPORTS,
                        "{\"snapshotId\":\"" + TestServer.SNAPSHOT + "\",\"exportBucketId\":\"" + TestServer.BUCKET
                                + "\",\"customData\":[{\"key\":\"z\",\"value\":\"\\u00fc\"},{\"key\":\"a\",\"value\":\"\"}],\"links\":[]}");

        assertThat(created.body())
                .contains("\"customData\":[{\"key\":\"z\",\"value\":\"ü\"},{\"key\":\"a\",\"value\":\"\"}]");
    }

    @Test
    void listsAShardedClustersJobWithComponentsAndWithoutStatus() {
        server.catalog
                .inMemoryJobs()
                .replace(new ExportJob(
                        new Id<>("64b000000000000000000010"),
                        new Id<>(TestServer.PROJECT),
                        new Id<>(TestServer.CLUSTER_ID),
                        new Id<>(TestServer.SNAPSHOT),
                        new Id<>(TestServer.BUCKET),
                        List.of(),
                        PREFIX,
                        JobState.SUCCESSFUL,
                        Instant.parse("2026-01-02T03:28:25Z"),
                        Optional.of(Instant.parse("2026-01-02T03:43:05Z")),
                        new ExportJob.Progress(7, 7),
                        List.of(
                                new ExportJob.Component(new Id<>("64b000000000000000000011"), "atlas-ab12cd-shard-0"),
                                new ExportJob.Component(new Id<>("64b000000000000000000012"), "atlas-ab12cd-shard-1")),
                        2,
                        Optional.empty()));

        assertThat(server.as("reader").get(TestServer.EXPORTS).body())
                .isEqualTo(
                        "{\"links\":[{\"href\":\"" + server.uri()
                                + "/api/atlas/v1.0/groups/64b0000000000000000000bb/clusters/c1/backup/exports?pageNum=1&itemsPerPage=100\",\"rel\":\"self\"}],"
                                + "\"results\":[{\"components\":[{\"exportId\":\"64b000000000000000000011\",\"replicaSetName\":\"atlas-ab12cd-shard-0\"},"
                                + "{\"exportId\":\"64b000000000000000000012\",\"replicaSetName\":\"atlas-ab12cd-shard-1\"}],"
                                + "\"createdAt\":\"2026-01-02T03:28:25Z\",\"customData\":[],\"exportBucketId\":\"64b000000000000000000001\","
                                + "\"finishedAt\":\"2026-01-02T03:43:05Z\",\"id\":\"64b000000000000000000010\",\"prefix\":\""
                                + PREFIX
                                + "\",\"snapshotId\":\"64b000000000000000000003\",\"state\":\"Successful\"}],\"totalCount\":1}");
    }

    @Test
    void tellsAFailureInBothForms() {
        String id = idOf(server.as("exporter").post(TestServer.EXPORTS, TestServer.exportRequest()));
        ExportJob job = server.catalog
                .jobs()
                .find(new Id<>(TestServer.CLUSTER_ID), new Id<>(id))
                .orElseThrow();
        server.catalog
                .inMemoryJobs()
                .replace(new ExportJob(
                        job.id(),
                        job.project(),
                        job.cluster(),
                        job.snapshot(),
                        job.bucket(),
                        job.customData(),
                        job.prefix(),
                        JobState.FAILED,
                        job.createdAt(),
                        Optional.of(job.createdAt()),
                        job.progress(),
                        job.components(),
                        1,
                        Optional.of(new ExportJob.Failure("SOME_CODE", "shop.orders is cut at byte 8123"))));

        assertThat(server.as("exporter").get(TestServer.EXPORTS + "/" + id).body())
                .contains("\"errMsg\":\"shop.orders is cut at byte 8123\"")
                .contains("\"state\":\"Failed\"")
                .contains(
                        "\"stateReason\":{\"errorCode\":\"SOME_CODE\",\"message\":\"shop.orders is cut at byte 8123\"}");
    }

    @Test
    void givesAShardedSnapshotsJobAComponentPerShard() {
        String exports = TestServer.EXPORTS.replace("/c1/", "/c2/");
        HttpResponse<String> created = server.as("exporter")
                .post(exports, TestServer.exportRequest(TestServer.SHARDED_SNAPSHOT, TestServer.BUCKET));

        assertThat(created.body()).contains("\"components\":[{\"exportId\":").doesNotContain("exportStatus");
    }

    @Test
    void refusesASecondActiveExportOfASnapshotUntilTheFirstIsDone() {
        server.as("exporter").post(TestServer.EXPORTS, TestServer.exportRequest());

        HttpResponse<String> second = server.as("exporter").post(TestServer.EXPORTS, TestServer.exportRequest());

        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("\"errorCode\":\"SNAPSHOT_EXPORT_ALREADY_ACTIVE\"");
        assertThat(server.submitted).hasValue(1);
    }

    private static String idOf(HttpResponse<String> created) {
        return created.body().replaceFirst(".*\"id\":\"([0-9a-f]{24})\".*", "$1");
    }
}
