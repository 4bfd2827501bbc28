package io.snapferry.server.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.testing.DigestClient;
import io.snapferry.server.testing.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Retention and deletion of snapshots, in both versions of the API. */
class SnapshotChangesTest {
    private static final String V1 = "v1.0";
    private static final String V2 = "v2";

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String method, String api, String cluster, String rest, String body) {
        String target = TestServer.SNAPSHOTS.replace(V1, api).replace("/c1/", "/" + cluster + "/") + "/" + rest;
        HttpRequest.Builder request = DigestClient.version("2023-01-01");
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return server.as("manager").send(method, target, request, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String retention(String unit, String value) {
        return "{\"retentionUnit\":\"" + unit + "\",\"retentionValue\":" + value + "}";
    }

    @ParameterizedTest
    @CsvSource({
        "v1.0, DAYS, 1, 2026-01-03T03:27:08Z",
        "v1.0, WEEKS, 2, 2026-01-16T03:27:08Z",
        "v1.0, MONTHS, 2, 2026-03-02T03:27:08Z",
        "v2, DAYS, 36500, 2125-12-09T03:27:08Z",
        "v2, YEARS, 3, 2029-01-02T03:27:08Z",
    })
    void countsTheRetentionFromWhenTheSnapshotWasTaken(String api, String unit, String value, String expiry) {
        HttpResponse<String> changed = send("PATCH", api, "c1", TestServer.SNAPSHOT, retention(unit, value));

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).contains("\"expiresAt\":\"" + expiry + "\"");
        assertThat(send("GET", api, "c1", TestServer.SNAPSHOT, "").body()).isEqualTo(changed.body());
    }

    @Test
    void changesTheRetentionOfAShardedClustersSnapshot() {
        assertThat(send("PATCH", V2, "c2", TestServer.SHARDED_SNAPSHOT, retention("DAYS", "1"))
                        .body())
                .contains("\"expiresAt\":\"2026-01-03T03:27:08Z\"", "\"type\":\"shardedCluster\"");
    }

    @ParameterizedTest
    @CsvSource({
        "v1.0, YEARS, 1, INVALID_ENUM_VALUE",
        "v2, days, 1, INVALID_ENUM_VALUE",
        "v2, DAYS, 0, BACKUP_SNAPSHOT_RETENTION_VALUE_INVALID",
        "v2, DAYS, -2147483648, BACKUP_SNAPSHOT_RETENTION_VALUE_INVALID",
        "v2, YEARS, 36501, BACKUP_SNAPSHOT_RETENTION_VALUE_INVALID",
        "v2, DAYS, 2147483648, INVALID_ATTRIBUTE",
        "v2, DAYS, 1.5, INVALID_JSON_ATTRIBUTE",
        "v2, DAYS, null, MISSING_ATTRIBUTE",
    })
    void refusesARetentionThatIsNone(String api, String unit, String value, String code) {
        HttpResponse<String> refused = send("PATCH", api, "c1", TestServer.SNAPSHOT, retention(unit, value));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"errorCode\":\"" + code + "\"");
        assertThat(send("GET", api, "c1", TestServer.SNAPSHOT, "").body()).doesNotContain("expiresAt");
    }

    @Test
    void changesNoSnapshotOfAnotherCluster() {
        assertThat(send("PATCH", V2, "c1", TestServer.SHARDED_SNAPSHOT, retention("DAYS", "1"))
                        .body())
                .contains("SNAPSHOT_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {V1, V2})
    void forgetsASnapshot(String api) {
        HttpResponse<String> deleted = send("DELETE", api, "c1", TestServer.SNAPSHOT, "");

        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertThat(send("GET", api, "c1", TestServer.SNAPSHOT, "").statusCode()).isEqualTo(404);
        HttpResponse<String> again = send("DELETE", api, "c1", TestServer.SNAPSHOT, "");
        assertThat(again.statusCode()).isEqualTo(404);
        assertThat(again.body())
                .contains("SNAPSHOT_NOT_FOUND", "\"parameters\":[\"" + TestServer.SNAPSHOT + "\",\"c1\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {V1, V2})
    void forgetsOnTheShardedPathOnlyASnapshotOfAShardedCluster(String api) {
        assertThat(send("DELETE", api, "c1", "shardedCluster/" + TestServer.SNAPSHOT, "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(send("GET", api, "c1", TestServer.SNAPSHOT, "").statusCode()).isEqualTo(200);
        assertThat(send("DELETE", api, "c2", "shardedCluster/" + TestServer.SHARDED_SNAPSHOT, "")
                        .statusCode())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {V1, V2})
    void keepsASnapshotWhileAnUnfinishedExportReadsIt(String api) {
        server.as("exporter").post(TestServer.EXPORTS, TestServer.exportRequest());

        HttpResponse<String> refused = send("DELETE", api, "c1", TestServer.SNAPSHOT, "");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"errorCode\":\"CANNOT_DELETE_IN_PROGRESS_SNAPSHOT\"");
        server.catalog.inMemoryJobs().clear();
        assertThat(send("DELETE", api, "c1", TestServer.SNAPSHOT, "").statusCode())
                .isEqualTo(204);
    }
}
