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

/**
 * What the clients that exist send, and what they cannot do without in the answer.
 */
class ClientExchangesTest {
    private static final String V2 = "/api/atlas/v2/groups/" + TestServer.PROJECT;
    private static final String V1 = "/api/atlas/v1.0/groups/" + TestServer.PROJECT;
    private static final String LIST = "?includeCount=true&itemsPerPage=100&pageNum=1";

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String method, String path, String accept, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder().header("Accept", accept);
        if (!body.isEmpty()) {
            request.header("Content-Type", accept);
        }
        return server.as("owner").send(method, path, request, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String version(String date) {
        return "application/vnd.atlas." + date + "+json";
    }

    private static String idOf(HttpResponse<String> created) {
        assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
        return created.body().replaceFirst(".*\"_?id\":\"([0-9a-f]{24})\".*", "$1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    atlas backups exports jobs list | GET | /clusters/c1/backup/exports?includeCount=true&itemsPerPage=100&pageNum=1 | 2023-01-01 | 200 | "results":[]
                    atlas backups exports buckets list | GET | /backup/exportBuckets?includeCount=true&itemsPerPage=100&pageNum=1 | 2024-05-30 | 200 | "_id":"64b000000000000000000001"
                    atlas backups exports buckets describe | GET | /backup/exportBuckets/64b000000000000000000001 | 2024-05-30 | 200 | "bucketName":"backups"
                    atlas backups exports buckets delete | DELETE | /backup/exportBuckets/64b000000000000000000001 | 2023-01-01 | 204 | ''
                    atlas backups snapshots list, its probe | GET | /flexClusters/c1/backup/snapshots?includeCount=true&itemsPerPage=100&pageNum=1 | 2024-11-13 | 400 | "errorCode":"CANNOT_USE_NON_FLEX_CLUSTER_IN_FLEX_API"
                    atlas backups snapshots list | GET | /clusters/c1/backup/snapshots?includeCount=true&itemsPerPage=100&pageNum=1 | 2023-01-01 | 200 | "status":"completed"
                    atlas backups snapshots watch, its probe | GET | /flexClusters/c1/backup/snapshots/64b000000000000000000003 | 2024-11-13 | 400 | "errorCode":"CANNOT_USE_NON_FLEX_CLUSTER_IN_FLEX_API"
                    atlas backups snapshots watch | GET | /clusters/c1/backup/snapshots/64b000000000000000000003 | 2023-01-01 | 200 | "status":"completed"
                    atlas backups snapshots delete | DELETE | /clusters/c1/backup/snapshots/64b000000000000000000003 | 2023-01-01 | 204 | ''
                    atlas api, the newest version | GET | /clusters/c1/backup/exports | 2025-03-12 | 200 | "results":[]
                    terraform snapshot, its second read | GET | /clusters/c1/backup/snapshots/shardedCluster/64b000000000000000000003 | 2023-01-01 | 404 | "errorCode":"SNAPSHOT_NOT_FOUND"
                    """)
    void answersARequestOfVersion2(
            String client, String method, String path, String version, int status, String needed) {
        HttpResponse<String> response = send(method, V2 + path, version(version), "");

        assertThat(response.statusCode()).as(client).isEqualTo(status);
        assertThat(response.body()).contains(needed);
        assertThat(response.headers().firstValue("Content-Type").orElse(""))
                .matches(
                        status < 300
                                ? "application/vnd\\.atlas\\.\\d{4}-\\d\\d-\\d\\d\\+json;charset=utf-8"
                                : "application/json");
    }

    @Test
    void letsTheCliCreateWatchAndListAJob() {
        String exports = V2 + "/clusters/c1/backup/exports";
        HttpResponse<String> created = send(
                "POST",
                exports,
                version("2023-01-01"),
                "{\"customData\":[],\"exportBucketId\":\"" + TestServer.BUCKET + "\",\"snapshotId\":\""
                        + TestServer.SNAPSHOT + "\"}");

        assertThat(created.body()).contains("\"exportBucketId\":\"" + TestServer.BUCKET + "\"");
        assertThat(send("GET", exports + "/" + idOf(created), version("2023-01-01"), "")
                        .body())
                .isEqualTo(created.body())
                .contains("\"state\":\"Queued\"");
        assertThat(send("GET", exports + LIST, version("2023-01-01"), "").body())
                .contains(created.body())
                .contains(exports + "?includeCount=true&pageNum=1&itemsPerPage=100\",\"rel\":\"self\"")
                .contains("\"totalCount\":1");
    }

    @Test
    void letsTerraformCreateReadAndDeleteABucket() {
        HttpResponse<String> created = send(
                "POST",
                V2 + "/backup/exportBuckets",
                version("2024-05-30"),
                "{\"bucketName\":\"tf-bucket\",\"cloudProvider\":\"AWS\",\"iamRoleId\":\"" + TestServer.STORE + "\"}");
        String bucket = V2 + "/backup/exportBuckets/" + idOf(created);

        assertThat(send("GET", bucket, version("2024-05-30"), "").body())
                .contains("\"_id\":\"", "\"bucketName\":\"tf-bucket\"", "\"cloudProvider\":\"AWS\"");
        assertThat(send("DELETE", bucket, version("2023-01-01"), "").statusCode())
                .isEqualTo(204);
        HttpResponse<String> gone = send("GET", bucket, version("2024-05-30"), "");
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(gone.body()).contains("\"error\":404", "\"errorCode\":\"EXPORT_BUCKET_NOT_FOUND\"");
    }

    @Test
    void letsAScriptCreateAJobWithJsonAsItsContentType() {
        HttpRequest.Builder request = DigestClient.json().header("Accept", version("2025-03-12"));

        HttpResponse<String> created = server.as("owner")
                .send(
                        "POST",
                        V2 + "/clusters/c1/backup/exports",
                        request,
                        TestServer.exportRequest().getBytes(StandardCharsets.UTF_8));

        assertThat(created.statusCode()).isEqualTo(200);
        assertThat(created.headers().firstValue("Content-Type"))
                .contains("application/vnd.atlas.2023-01-01+json;charset=utf-8");
    }

    @Test
    void letsTheOldGoClientCreateAndListJobsInVersion1() {
        HttpResponse<String> created =
                send("POST", V1 + "/clusters/c1/backup/exports", "application/json", TestServer.exportRequest());

        assertThat(send("GET", V1 + "/clusters/c1/backup/exports/" + idOf(created), "application/json", "")
                        .body())
                .isEqualTo(created.body());
        assertThat(send("GET", V1 + "/clusters/c1/backup/exports?itemsPerPage=5&pageNum=1", "application/json", "")
                        .body())
                .contains("pageNum=1&itemsPerPage=5\",\"rel\":\"self\"")
                .doesNotContain("\"next\"");
    }

    @Test
    void letsTheNpmClientEndAPathWithAQuestionMark() {
        HttpResponse<String> listed =
                server.as("owner").send("GET", V1 + "/clusters/c1/backup/snapshots?", HttpRequest.newBuilder());

        assertThat(listed.statusCode()).isEqualTo(200);
        assertThat(listed.body()).contains("\"snapshotType\":\"onDemand\"", "\"type\":\"replicaSet\"");
    }
}
