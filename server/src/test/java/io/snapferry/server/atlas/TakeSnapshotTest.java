package io.snapferry.server.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.PolicyItem;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.SnapshotFrequency;
import io.snapferry.server.catalog.SnapshotOrigin;
import io.snapferry.server.catalog.SnapshotQueue;
import io.snapferry.server.catalog.SnapshotQueue.Claim;
import io.snapferry.server.catalog.SnapshotQueue.NewSnapshot;
import io.snapferry.server.catalog.SnapshotQueue.Taken;
import io.snapferry.server.testing.DigestClient;
import io.snapferry.server.testing.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots on demand, from the request to the end, as clients see them. */
class TakeSnapshotTest {
    private static final String V1 = "v1.0";
    private static final String V2 = "v2";
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f]{24})\"");

    private final TestServer server = TestServer.start();
    private final SnapshotQueue queue = server.catalog.snapshotQueue();

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String key, String method, String api, String rest, String body) {
        String target = TestServer.SNAPSHOTS.replace(V1, api) + rest;
        HttpRequest.Builder request = DigestClient.version("2023-01-01");
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return server.as(key).send(method, target, request, body.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> take(String body) {
        return send("manager", "POST", V1, "", body);
    }

    private String taken() {
        server.connectCluster();
        return id(take("{}"));
    }

    private static String id(HttpResponse<String> response) {
        Matcher id = ID.matcher(response.body());
        assertThat(id.find()).as(response.body()).isTrue();
        return id.group(1);
    }

    private String get(String id) {
        return send("reader", "GET", V1, "/" + id, "").body();
    }

    private Claim claim() {
        return queue.claimNext("worker", Duration.ofSeconds(30), 1, TestServer.NOW)
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {V1, V2})
    void answersWithTheShapeOfAQueuedSnapshot(String api) {
        server.connectCluster();

        HttpResponse<String> queued =
                send("creator", "POST", api, "", "{\"description\":\"before the release\",\"retentionInDays\":3}");

        assertThat(queued.statusCode()).isEqualTo(200);
        String id = id(queued);
        String cluster = server.uri() + TestServer.SNAPSHOTS.replace(V1, api).replace("/backup/snapshots", "");
        assertThat(queued.body())
                .isEqualTo("{\"copyRegions\":[],\"description\":\"before the release\","
                        + "\"expiresAt\":\"2026-01-05T03:28:25Z\",\"frequencyType\":\"ondemand\",\"id\":\"" + id
                        + "\",\"links\":[{\"href\":\"" + cluster + "/backup/snapshots/" + id
                        + "\",\"rel\":\"self\"},{\"href\":\"" + cluster
                        + "\",\"rel\":\"https://cloud.mongodb.com/cluster\"}],\"policyItems\":[],"
                        + "\"replicaSetName\":\"rs0\",\"snapshotType\":\"onDemand\",\"status\":\"queued\","
                        + "\"storageSizeBytes\":0,\"type\":\"replicaSet\"}");
        assertThat(server.submitted.get()).as("the worker is told").isOne();
        assertThat(send("reader", "GET", api, "/" + id, "").body()).isEqualTo(queued.body());
    }

    @Test
    void fillsUpWhileItIsTaken() {
        String id = taken();
        Claim claim = claim();
        assertThat(get(id))
                .contains("\"status\":\"inProgress\"", "\"mongodVersion\":\"7.0.12\"", "\"cloudProvider\":\"AWS\"")
                .doesNotContain("createdAt");

        Snapshot.Member member = new Snapshot.Member(Id.next(TestServer.NOW), "rs1", Path.of("/snapshots/1/dump"));
        queue.complete(
                claim, new Taken(TestServer.NOW.plusSeconds(60), List.of(member), "7.0.13", 4711, "pinnedClusterTime"));

        assertThat(get(id))
                .contains(
                        "\"status\":\"completed\"",
                        "\"createdAt\":\"2026-01-02T03:29:25Z\"",
                        "\"expiresAt\":\"2026-01-09T03:29:25Z\"",
                        "\"mongodVersion\":\"7.0.13\"",
                        "\"replicaSetName\":\"rs1\"",
                        "\"storageSizeBytes\":4711")
                .doesNotContain("/snapshots/1/dump");
    }

    @Test
    void showsAFailedSnapshotWithoutATime() {
        String id = taken();
        queue.fail(claim(), new Snapshot.Failure("NOT_REACHABLE", "cluster c1: no server answers"));

        assertThat(get(id)).contains("\"status\":\"failed\"").doesNotContain("createdAt");
        assertThat(server.as("reader")
                        .get("/api/snapferry/v1/groups/" + TestServer.PROJECT + "/clusters/c1/backup/snapshots/" + id)
                        .body())
                .contains(
                        "\"errorCode\":\"NOT_REACHABLE\"",
                        "\"errorMessage\":\"cluster c1: no server answers\"",
                        "\"status\":\"failed\"");
    }

    @Test
    void showsAScheduledSnapshotWithItsFrequencyAndItems() {
        Id<PolicyItem> item = new Id<>("0123456789abcdef01234567");
        queue.request(new NewSnapshot(
                new Id<>(TestServer.CLUSTER_ID),
                new SnapshotOrigin.Scheduled(SnapshotFrequency.WEEKLY, List.of(item), TestServer.NOW),
                TestServer.NOW,
                Optional.empty(),
                ""));

        assertThat(send("reader", "GET", V1, "", "").body())
                .contains(
                        "\"frequencyType\":\"weekly\"",
                        "\"policyItems\":[\"0123456789abcdef01234567\"]",
                        "\"snapshotType\":\"scheduled\"");
    }

    @Test
    void refusesASecondOneUntilTheFirstIsFinal() {
        String id = taken();

        HttpResponse<String> refused = take("{}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("\"errorCode\":\"UNFINISHED_ON_DEMAND_SNAPSHOT\"", "\"parameters\":[\"c1\",\"" + id + "\"]");
        queue.fail(claim(), new Snapshot.Failure("NOT_REACHABLE", ""));
        assertThat(take("{}").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAClusterWithoutAConnectionString() {
        HttpResponse<String> refused = take("{}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"errorCode\":\"CLUSTER_NOT_CONNECTED\"");
    }

    @Test
    void refusesAShardedCluster() {
        HttpResponse<String> refused = server.as("manager").post(TestServer.SNAPSHOTS.replace("/c1/", "/c2/"), "{}");

        assertThat(refused.statusCode()).isEqualTo(501);
        assertThat(refused.body()).contains("\"errorCode\":\"SHARDED_SNAPSHOT_NOT_SUPPORTED\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"retentionInDays\":0}|INVALID_ATTRIBUTE",
                "{\"retentionInDays\":36501}|INVALID_ATTRIBUTE",
                "{\"retentionInDays\":\"1\"}|INVALID_JSON_ATTRIBUTE",
                "{\"retentionInDays\":1.5}|INVALID_JSON_ATTRIBUTE",
                "{\"description\":7}|INVALID_JSON_ATTRIBUTE",
                "{\"snapshotId\":\"x\"}|INVALID_ATTRIBUTE",
                "[]|INVALID_JSON",
                "{|MALFORMED_JSON"
            })
    void refusesARequestThatIsNone(String body, String code) {
        server.connectCluster();

        HttpResponse<String> refused = take(body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"errorCode\":\"" + code + "\"");
        assertThat(send("reader", "GET", V1, "", "").body()).contains("\"totalCount\":1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reader", "exporter", "restorer", "stranger", "member"})
    void isNotForEverybody(String key) {
        server.connectCluster();
        assertThat(send(key, "POST", V2, "", "{}").statusCode()).isEqualTo(403);
    }

    @Test
    void isNotExportedBeforeItIsCompleted() {
        String id = taken();
        HttpResponse<String> refused =
                server.as("exporter").post(TestServer.EXPORTS, TestServer.exportRequest(id, TestServer.BUCKET));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("\"errorCode\":\"SNAPSHOT_NOT_COMPLETED\"", "\"parameters\":[\"" + id + "\",\"queued\"]");
        queue.fail(claim(), new Snapshot.Failure("NOT_REACHABLE", ""));
        assertThat(server.as("exporter")
                        .post(TestServer.EXPORTS, TestServer.exportRequest(id, TestServer.BUCKET))
                        .body())
                .contains("\"parameters\":[\"" + id + "\",\"failed\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {V1, V2})
    void canNeitherBeDeletedNorChangedWhileItIsTaken(String api) {
        String id = taken();
        String retention = "{\"retentionUnit\":\"DAYS\",\"retentionValue\":5}";
        assertThat(send("manager", "PATCH", api, "/" + id, retention).body())
                .contains("CANNOT_MODIFY_IN_PROGRESS_SNAPSHOT_RETENTION");
        Claim claim = claim();
        assertThat(send("manager", "PATCH", api, "/" + id, retention).statusCode())
                .isEqualTo(400);
        HttpResponse<String> refused = send("manager", "DELETE", api, "/" + id, "");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"errorCode\":\"CANNOT_DELETE_IN_PROGRESS_SNAPSHOT\"");
        queue.fail(claim, new Snapshot.Failure("NOT_REACHABLE", ""));
        assertThat(send("manager", "PATCH", api, "/" + id, retention).statusCode())
                .isEqualTo(200);
        assertThat(send("manager", "DELETE", api, "/" + id, "").statusCode()).isEqualTo(204);
    }

    @Test
    void canBeDeletedWhileItIsQueued() {
        assertThat(send("manager", "DELETE", V1, "/" + taken(), "").statusCode())
                .isEqualTo(204);
        assertThat(queue.claimNext("worker", Duration.ofSeconds(30), 1, TestServer.NOW))
                .isEmpty();
    }
}
