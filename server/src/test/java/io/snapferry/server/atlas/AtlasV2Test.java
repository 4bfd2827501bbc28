package io.snapferry.server.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.server.catalog.StoreSettings;
import io.snapferry.server.testing.DigestClient;
import io.snapferry.server.testing.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is different in version 2. */
class AtlasV2Test {
    private static final String BUCKETS = TestServer.BUCKETS.replace("v1.0", "v2");
    private static final String BUCKET = BUCKETS + "/" + TestServer.BUCKET;
    private static final String EXPORTS = TestServer.EXPORTS.replace("v1.0", "v2");
    private static final String SNAPSHOT = TestServer.SNAPSHOTS.replace("v1.0", "v2") + "/" + TestServer.SNAPSHOT;
    private static final String PROJECT = "/api/atlas/v2/groups/" + TestServer.PROJECT;

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String key, String method, String target, String version, String body) {
        HttpRequest.Builder request = DigestClient.version(version);
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/vnd.atlas." + version + "+json");
        }
        return server.as(key).send(method, target, request, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String type(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    @Test
    void namesTheVersionThatAnsweredWhenANewerOneWasAsked() {
        HttpResponse<String> created = send("exporter", "POST", EXPORTS, "2025-03-12", TestServer.exportRequest());

        assertThat(created.statusCode()).isEqualTo(200);
        assertThat(type(created)).isEqualTo("application/vnd.atlas.2023-01-01+json;charset=utf-8");
        assertThat(send("reader", "GET", EXPORTS, "2023-01-01", "").body())
                .contains("/api/atlas/v2/groups/" + TestServer.PROJECT + "/clusters/c1/backup/exports?pageNum=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2022-12-31", "2023-13-01", "2024"})
    void listsTheVersionsWhenNoneOfThemWasAsked(String version) {
        HttpResponse<String> refused = send("reader", "GET", BUCKETS, version, "");

        assertThat(refused.statusCode()).isEqualTo(406);
        assertThat(type(refused)).isEqualTo("application/json");
        assertThat(refused.body())
                .contains("\"errorCode\":\"INVALID_VERSION_DATE\"")
                .contains("application/vnd.atlas.2023-01-01+json, application/vnd.atlas.2024-05-30+json");
    }

    @Test
    void showsABucketWithoutWhatOnlyTheNewerVersionHas() {
        assertThat(send("reader", "GET", BUCKET, "2024-05-29", "").body())
                .isEqualTo("{\"_id\":\"64b000000000000000000001\",\"bucketName\":\"backups\",\"cloudProvider\":\"AWS\","
                        + "\"iamRoleId\":\"64b000000000000000000005\"}");
        assertThat(send("reader", "GET", BUCKET, "2024-05-30", "").body())
                .isEqualTo("{\"_id\":\"64b000000000000000000001\",\"bucketName\":\"backups\",\"cloudProvider\":\"AWS\","
                        + "\"iamRoleId\":\"64b000000000000000000005\",\"requirePrivateNetworking\":false}");
    }

    @Test
    void showsTheRegionOfOneBucketOnly() {
        Id<StoreAccess> access = new Id<>("64b000000000000000000006");
        Id<ExportBucket> bucket = new Id<>("64b000000000000000000007");
        StoreSettings settings = new StoreSettings.S3(
                Optional.empty(),
                Optional.of("eu-central-1"),
                false,
                new StoreSettings.Credentials.Default(),
                new StoreSettings.Encryption.BucketDefault(),
                false);
        server.catalog
                .destinations()
                .putStoreAccess(new StoreAccess(
                        access, new Id<>(TestServer.PROJECT), "s3", settings, TestServer.SNAPSHOT_TIME));
        server.catalog
                .destinations()
                .putBucket(new ExportBucket(
                        bucket, new Id<>(TestServer.PROJECT), "far-away", access, TestServer.SNAPSHOT_TIME));

        assertThat(send("reader", "GET", BUCKETS + "/" + bucket, "2024-05-30", "")
                        .body())
                .contains("\"region\":\"eu-central-1\",\"requirePrivateNetworking\":false}");
        assertThat(send("reader", "GET", BUCKETS, "2024-05-30", "").body())
                .contains("far-away")
                .contains("\"requirePrivateNetworking\":false")
                .doesNotContain("region");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"bucketName":"b-1","cloudProvider":"AWS","iamRoleId":"64b000000000000000000005"} | 200 | requirePrivateNetworking":false
                    {"bucketName":"b-1","cloudProvider":"AWS","iamRoleId":"64b000000000000000000005","requirePrivateNetworking":false} | 200 | _id
                    {"bucketName":"b-1","cloudProvider":"AWS","iamRoleId":"64b000000000000000000005","requirePrivateNetworking":true} | 400 | PRIVATE_NETWORKING_NOT_SUPPORTED
                    {"bucketName":"b-1","cloudProvider":"AWS","iamRoleId":"64b000000000000000000005","requirePrivateNetworking":"no"} | 400 | INVALID_JSON_ATTRIBUTE
                    {"bucketName":"b-1","cloudProvider":"AWS","iamRoleId":"64b000000000000000000005","roleId":"x"} | 400 | INVALID_ATTRIBUTE
                    {"cloudProvider":"AZURE","roleId":"64b000000000000000000005","serviceUrl":"https://a.blob.core.windows.net/c","tenantId":"t"} | 400 | CLOUD_PROVIDER_NOT_SUPPORTED
                    {"bucketName":"b-1","cloudProvider":"GCP","roleId":"64b000000000000000000005"} | 400 | CLOUD_PROVIDER_NOT_SUPPORTED
                    {"bucketName":"b-1","cloudProvider":"aws","iamRoleId":"64b000000000000000000005"} | 400 | INVALID_ENUM_VALUE
                    {"bucketName":"b-1","iamRoleId":"64b000000000000000000005"} | 400 | MISSING_ATTRIBUTE
                    """)
    void takesBucketsOfAwsAlone(String body, int status, String expected) {
        HttpResponse<String> response = send("manager", "POST", BUCKETS, "2024-05-30", body);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains(expected);
    }

    @Test
    void refusesTheNewerVersionsAttributesInTheOlder() {
        String body = "{\"bucketName\":\"b-1\",\"cloudProvider\":\"AWS\",\"iamRoleId\":\"" + TestServer.STORE
                + "\",\"requirePrivateNetworking\":false}";

        assertThat(send("manager", "POST", BUCKETS, "2023-01-01", body).body()).contains("INVALID_ATTRIBUTE");
    }

    @Test
    void changesNothingOfABucketButAnswersWhatItIs() {
        HttpResponse<String> changed =
                send("manager", "PATCH", BUCKET, "2024-05-30", "{\"requirePrivateNetworking\":false}");

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body())
                .isEqualTo(send("reader", "GET", BUCKET, "2024-05-30", "").body());
        assertThat(send("manager", "PATCH", BUCKET, "2024-05-30", "{\"requirePrivateNetworking\":true}")
                        .body())
                .contains("PRIVATE_NETWORKING_NOT_SUPPORTED");
        assertThat(send("manager", "PATCH", BUCKET, "2023-01-01", "{}").statusCode())
                .isEqualTo(406);
        assertThat(send("manager", "PATCH", BUCKETS + "/" + TestServer.OTHER_BUCKET, "2024-05-30", "{}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void tellsOnlyTheOlderVersionOfBucketsUntilWhenItIsServed() {
        for (HttpResponse<String> old : List.of(
                send("reader", "GET", BUCKETS, "2023-01-01", ""),
                send("reader", "GET", BUCKET, "2023-01-01", ""),
                send("manager", "POST", BUCKETS, "2023-01-01", "{}"))) {
            assertThat(old.headers().firstValue("Deprecation")).contains("Thu, 30 May 2024 00:00:00 GMT");
            assertThat(old.headers().firstValue("Sunset")).contains("Thu, 1 Jul 2027 00:00:00 GMT");
        }
        for (HttpResponse<String> current : List.of(
                send("reader", "GET", BUCKETS, "2024-05-30", ""), send("reader", "GET", EXPORTS, "2023-01-01", ""))) {
            assertThat(current.headers().map()).doesNotContainKeys("deprecation", "sunset");
        }
    }

    @Test
    void answersADeletionWithoutABodyButWithAType() {
        HttpResponse<String> deleted = send("manager", "DELETE", BUCKET, "2024-05-30", "");

        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertThat(type(deleted)).isEqualTo("application/vnd.atlas.2023-01-01+json;charset=utf-8");
    }

    @Test
    void answersHeadLikeGetWithoutABody() {
        HttpResponse<String> head = send("reader", "HEAD", SNAPSHOT, "2023-01-01", "");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(type(head)).isEqualTo("application/vnd.atlas.2023-01-01+json;charset=utf-8");
        assertThat(server.as("reader")
                        .send("HEAD", SNAPSHOT, HttpRequest.newBuilder())
                        .statusCode())
                .isEqualTo(406);
    }

    @Test
    void tellsTheCliThatAClusterIsNoFlexCluster() {
        for (String path : List.of(
                "snapshots", "snapshots/" + TestServer.SNAPSHOT, "restoreJobs", "restoreJobs/" + TestServer.UNKNOWN)) {
            HttpResponse<String> known =
                    send("reader", "GET", PROJECT + "/flexClusters/c1/backup/" + path, "2024-11-13", "");
            assertThat(known.statusCode()).isEqualTo(400);
            assertThat(known.body())
                    .contains("\"errorCode\":\"CANNOT_USE_NON_FLEX_CLUSTER_IN_FLEX_API\"", "\"parameters\":[\"c1\"]");
            assertThat(known.headers().firstValue("X-Error-Code")).contains("CANNOT_USE_NON_FLEX_CLUSTER_IN_FLEX_API");
            assertThat(type(known)).isEqualTo("application/json");
            assertThat(send("reader", "GET", PROJECT + "/flexClusters/c9/backup/" + path, "2024-11-13", "")
                            .body())
                    .contains("\"errorCode\":\"CLUSTER_NOT_FOUND\"", "\"parameters\":[\"c9\",\"" + TestServer.PROJECT);
        }
    }
}
