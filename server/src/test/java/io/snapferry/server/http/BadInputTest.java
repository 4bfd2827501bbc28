package io.snapferry.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.testing.DigestClient;
import io.snapferry.server.testing.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies, parameters and ids that are wrong: the status, the code, and the name of what is wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private static final String IDS =
            "\"snapshotId\":\"" + TestServer.SNAPSHOT + "\",\"exportBucketId\":\"" + TestServer.BUCKET + "\"";

    private final TestServer server = TestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                body("", "MALFORMED_JSON", "empty"),
                body("{", "MALFORMED_JSON", "line 1"),
                body("{" + IDS, "MALFORMED_JSON", "line 1"),
                body("{" + IDS + "} x", "MALFORMED_JSON", "line 1"),
                body("{" + IDS + "}{}", "MALFORMED_JSON", "line 1"),
                body("{'snapshotId':1}", "MALFORMED_JSON", "line 1"),
                body("{" + IDS + ",\"snapshotId\":\"x\"}", "MALFORMED_JSON", "snapshotId"),
                body("{\"a\":NaN}", "MALFORMED_JSON", "attribute a"),
                body("[]", "INVALID_JSON", "an array"),
                body("null", "INVALID_JSON", "null"),
                body("\"text\"", "INVALID_JSON", "a string"),
                body("{}", "MISSING_ATTRIBUTE", "snapshotId"),
                body("{\"snapshotId\":null}", "MISSING_ATTRIBUTE", "snapshotId"),
                body("{\"snapshotId\":\"" + TestServer.SNAPSHOT + "\"}", "MISSING_ATTRIBUTE", "exportBucketId"),
                body("{" + IDS + ",\"foo\":1}", "INVALID_ATTRIBUTE", "foo"),
                body("{\"snapshotId\":7}", "INVALID_JSON_ATTRIBUTE", "snapshotId"),
                body("{\"snapshotId\":{}}", "INVALID_JSON_ATTRIBUTE", "snapshotId"),
                body("{\"snapshotId\":\"\"}", "INVALID_ATTRIBUTE", "snapshotId"),
                body("{\"snapshotId\":\"zzz\"}", "INVALID_ATTRIBUTE", "snapshotId"),
                body("{\"snapshotId\":\"64B000000000000000000003\"}", "INVALID_ATTRIBUTE", "snapshotId"),
                body(
                        "{\"snapshotId\":\"" + TestServer.SNAPSHOT + "\",\"exportBucketId\":\"64b\"}",
                        "INVALID_ATTRIBUTE",
                        "exportBucketId"),
                body("{" + IDS + ",\"customData\":{}}", "INVALID_JSON_ATTRIBUTE", "customData"),
                body("{" + IDS + ",\"customData\":[1]}", "INVALID_JSON_ATTRIBUTE", "customData[0]"),
                body("{" + IDS + ",\"customData\":[null]}", "INVALID_JSON_ATTRIBUTE", "customData[0]"),
                body("{" + IDS + ",\"customData\":[{\"key\":\"k\"}]}", "MISSING_ATTRIBUTE", "customData[0].value"),
                body("{" + IDS + ",\"customData\":[{\"value\":\"k\"}]}", "MISSING_ATTRIBUTE", "customData[0].key"),
                body(
                        "{" + IDS + ",\"customData\":[{\"key\":\"k\",\"value\":\"v\"},{\"key\":\"k\",\"value\":5}]}",
                        "INVALID_JSON_ATTRIBUTE",
                        "customData[1].value"),
                body(
                        "{" + IDS + ",\"customData\":[{\"key\":\"k\",\"value\":\"v\",\"x\":1}]}",
                        "INVALID_ATTRIBUTE",
                        "customData[0].x"),
                body(
                        "{" + IDS + ",\"customData\":[{\"key\":\"\\ud800\",\"value\":\"v\"}]}",
                        "INVALID_ATTRIBUTE",
                        "customData[0].key"),
                body(
                        "{" + IDS + ",\"customData\":[" + "{\"key\":\"k\",\"value\":\"v\"},".repeat(100)
                                + "{\"key\":\"k\",\"value\":\"v\"}]}",
                        "INVALID_ATTRIBUTE",
                        "customData"),
                body("[".repeat(1000) + "]".repeat(1000), "MALFORMED_JSON", "nested"),
                body("{\"a\":".repeat(100_000), "MALFORMED_JSON", "nested"),
                body("{\"a\":" + "9".repeat(100_000) + "}", "MALFORMED_JSON", "number"));
    }

    private static Arguments body(String body, String code, String named) {
        return Arguments.of(body, code, named);
    }

    @ParameterizedTest(name = "{1} {2}")
    @MethodSource("bodies")
    void refusesABadBody(String body, String code, String named) {
        refuses(server.as("exporter").post(TestServer.EXPORTS, body), 400, code, named);
        assertThat(server.submitted).hasValue(0);
    }

    @Test
    void refusesABodyThatIsNotUtf8() {
        byte[] body = "{\"snapshotId\":\"\u00ff\u00fe\"}".getBytes(StandardCharsets.ISO_8859_1);

        refuses(
                server.as("exporter").send("POST", TestServer.EXPORTS, DigestClient.json(), body),
                400,
                "MALFORMED_JSON",
                "");
    }

    @Test
    void refusesABodyOverTheLimitAlsoWithoutItsLength() {
        byte[] tooLarge = ("{\"a\":\"" + "x".repeat(1 << 20) + "\"}").getBytes(StandardCharsets.US_ASCII);

        refuses(
                server.as("exporter").send("POST", TestServer.EXPORTS, DigestClient.json(), tooLarge),
                400,
                "REQUEST_BODY_TOO_LARGE",
                "1048576");
    }

    @Test
    void refusesTenMegabytesOfNesting() {
        byte[] nested = "[".repeat(10 << 20).getBytes(StandardCharsets.US_ASCII);

        refuses(
                server.as("exporter").send("POST", TestServer.EXPORTS, DigestClient.json(), nested),
                400,
                "REQUEST_BODY_TOO_LARGE",
                "1048576");
    }

    @ParameterizedTest
    @CsvSource({
        "itemsPerPage=501, itemsPerPage",
        "itemsPerPage=0, itemsPerPage",
        "itemsPerPage=, itemsPerPage",
        "itemsPerPage=1e2, itemsPerPage",
        "pageNum=0, pageNum",
        "pageNum=-1, pageNum",
        "pageNum=99999999999, pageNum",
        "pageNum=1&pageNum=2, pageNum",
        "includeCount=1, includeCount",
        "pretty=yes, pretty",
        "envelope=x, envelope",
        "pageNum=%zz, pageNum",
        "pageNum=%C3, pageNum",
        "x=%, x"
    })
    void refusesABadQueryParameter(String query, String named) {
        // URI would refuse to carry a malformed percent sign
        String answer = Raw.get(server, "reader", TestServer.EXPORTS + "?" + query);

        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .contains("INVALID_QUERY_PARAMETER")
                .contains(named);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/atlas/v1.0/groups/zzz/backup/exportBuckets, 400, INVALID_PATH_PARAMETER, groupId",
        "/api/atlas/v1.0/groups/64B0000000000000000000BB/backup/exportBuckets, 400, INVALID_PATH_PARAMETER, groupId",
        "/api/atlas/v1.0/groups/{p}/backup/exportBuckets/1, 400, INVALID_PATH_PARAMETER, exportBucketId",
        "/api/atlas/v1.0/groups/{p}/backup/exportBuckets/{u}, 404, EXPORT_BUCKET_NOT_FOUND, {u}",
        "/api/atlas/v1.0/groups/{p}/backup/exportBuckets/{otherBucket}, 404, EXPORT_BUCKET_NOT_FOUND, {otherBucket}",
        "/api/atlas/v1.0/groups/{u}/backup/exportBuckets, 404, GROUP_NOT_FOUND, {u}",
        "/api/atlas/v1.0/groups/{p}/clusters/nope/backup/exports, 404, CLUSTER_NOT_FOUND, nope",
        "/api/atlas/v1.0/groups/{p}/clusters/a%20b/backup/exports, 404, CLUSTER_NOT_FOUND, a b",
        "/api/atlas/v1.0/groups/{p}/clusters/c1/backup/exports/x, 400, INVALID_PATH_PARAMETER, exportId",
        "/api/atlas/v1.0/groups/{p}/clusters/c1/backup/exports/{u}, 404, RESOURCE_NOT_FOUND, {u}",
        "/api/atlas/v1.0/groups/{p}/clusters/c1/backup/snapshots/x, 400, INVALID_PATH_PARAMETER, snapshotId",
        "/api/atlas/v1.0/groups/{p}/clusters/c1/backup/snapshots/{u}, 404, SNAPSHOT_NOT_FOUND, {u}",
        "/api/atlas/v1.0/groups/{p}/clusters/c1/backup/snapshots/shardedCluster/{u}, 404, SNAPSHOT_NOT_FOUND, {u}",
        "/api/snapferry/v1/groups/{u}, 404, GROUP_NOT_FOUND, {u}",
        "/api/snapferry/v1/orgs/{u}/apiKeys, 404, ORG_NOT_FOUND, {u}",
        "/api/atlas/v1.0/nothing, 404, RESOURCE_NOT_FOUND, nothing",
        "/api/atlas/v9/groups, 404, RESOURCE_NOT_FOUND, v9"
    })
    void refusesAnUnknownOrMalformedPath(String path, int status, String code, String named) {
        refuses(server.as("orgowner").get(fill(path)), status, code, fill(named));
    }

    private static String fill(String text) {
        return text.replace("{p}", TestServer.PROJECT)
                .replace("{u}", TestServer.UNKNOWN)
                .replace("{otherBucket}", TestServer.OTHER_BUCKET);
    }

    @Test
    void findsNoSnapshotOfAnotherClusterAndNoBucketOfAnotherProject() {
        DigestClient exporter = server.as("exporter");

        refuses(
                exporter.post(
                        TestServer.EXPORTS, TestServer.exportRequest(TestServer.SHARDED_SNAPSHOT, TestServer.BUCKET)),
                404,
                "SNAPSHOT_NOT_FOUND",
                TestServer.SHARDED_SNAPSHOT);
        refuses(
                exporter.post(
                        TestServer.EXPORTS, TestServer.exportRequest(TestServer.SNAPSHOT, TestServer.OTHER_BUCKET)),
                404,
                "EXPORT_BUCKET_NOT_FOUND",
                TestServer.OTHER_BUCKET);
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, 415",
        "application/x-www-form-urlencoded, 415",
        "application/xml;x=application/json, 415",
        "application/jsonx, 415",
        "application/json;charset=utf-8, 404",
        "APPLICATION/JSON, 404",
        "application/vnd.atlas.2023-01-01+json, 404",
        "application/vnd.atlas.2024-05-30+json; charset=utf-8, 404"
    })
    void readsOnlyJsonByItsContentType(String contentType, int status) {
        HttpResponse<String> answer = server.as("exporter")
                .send(
                        "POST",
                        TestServer.EXPORTS,
                        HttpRequest.newBuilder().header("Content-Type", contentType),
                        TestServer.exportRequest(TestServer.UNKNOWN, TestServer.BUCKET)
                                .getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 415) {
            refuses(answer, 415, "UNSUPPORTED_MEDIA_TYPE", "");
        }
    }

    @Test
    void takesABodyWithoutContentTypeForJson() {
        HttpResponse<String> answer = server.as("exporter")
                .send(
                        "POST",
                        TestServer.EXPORTS,
                        HttpRequest.newBuilder(),
                        TestServer.exportRequest(TestServer.UNKNOWN, TestServer.BUCKET)
                                .getBytes(StandardCharsets.UTF_8));

        refuses(answer, 404, "SNAPSHOT_NOT_FOUND", TestServer.UNKNOWN);
    }

    private static void refuses(HttpResponse<String> answer, int status, String code, String named) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("X-Error-Code")).hasValue(code);
        assertThat(answer.body())
                .startsWith("{\"detail\":\"")
                .contains("\"error\":" + status + ",\"errorCode\":\"" + code + "\",\"parameters\":[")
                .contains(named)
                .endsWith("\"reason\":\"" + ErrorBody.reason(status) + "\"}");
        assertThat(answer.body()).hasSizeLessThan(2_000);
    }
}
