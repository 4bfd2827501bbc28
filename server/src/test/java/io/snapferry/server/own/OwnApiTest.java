package io.snapferry.server.own;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.server.catalog.StoreSettings;
import io.snapferry.server.testing.DigestClient;
import io.snapferry.server.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Registering what a self-hosted server must be told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnApiTest {
    private static final String V1 = "/api/snapferry/v1";
    private static final String PROJECT = V1 + "/groups/" + TestServer.PROJECT;

    private final TestServer server = TestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void makesAnOrganizationThatTheKeyThenOwns() {
        HttpResponse<String> created = server.as("orgowner").post(V1 + "/orgs", "{\"name\":\"Second\"}");

        assertThat(created.statusCode()).isEqualTo(201);
        String id = field(created, "id");
        assertThat(server.as("orgowner").get(V1 + "/orgs").body()).contains(id).contains("\"name\":\"Acme\"");
        assertThat(server.as("orgowner")
                        .post(V1 + "/orgs/" + id + "/groups", "{\"name\":\"In the second\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(server.as("reader").get(V1 + "/orgs").body()).contains("\"results\":[]");
    }

    @Test
    void makesAProjectOfAUniqueName() {
        String projects = V1 + "/orgs/" + TestServer.ORGANIZATION + "/groups";
        HttpResponse<String> created = server.as("orgowner").post(projects, "{\"name\":\"Unique\"}");

        assertThat(created.body())
                .matches("\\{\"created\":\"2026-01-02T03:28:25Z\",\"id\":\"[0-9a-f]{24}\",\"name\":\"Unique\","
                        + "\"orgId\":\"64b0000000000000000000aa\"}");
        assertThat(server.as("orgowner")
                        .get(V1 + "/groups/" + field(created, "id"))
                        .body())
                .isEqualTo(created.body());
        refuses(server.as("orgowner").post(projects, "{\"name\":\"Unique\"}"), 409, "GROUP_ALREADY_EXISTS");
    }

    @Test
    void listsTheProjectsThatTheKeySees() {
        assertThat(server.as("reader").get(V1 + "/groups").body())
                .contains("\"name\":\"Shop\"")
                .doesNotContain("\"name\":\"Lab\"");
        assertThat(server.as("orgreader").get(V1 + "/groups").body())
                .contains("\"name\":\"Shop\"")
                .contains("\"name\":\"Lab\"");
        assertThat(server.as("member").get(V1 + "/groups").body()).contains("\"results\":[]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | MISSING_ATTRIBUTE",
                "{\"name\":\"\"} | INVALID_ATTRIBUTE",
                "{\"name\":\" a\"} | INVALID_ATTRIBUTE",
                "{\"name\":\"a\\u0000b\"} | INVALID_ATTRIBUTE",
                "{\"name\":\"12345678901234567890123456789012345678901234567890123456789012345\"} | INVALID_ATTRIBUTE"
            })
    void refusesANameThatIsNone(String body, String code) {
        refuses(server.as("orgowner").post(V1 + "/orgs", body), 400, code);
    }

    @Test
    void registersACluster() {
        HttpResponse<String> created = server.as("owner")
                .post(
                        PROJECT + "/clusters",
                        "{\"name\":\"new-1\",\"clusterType\":\"SHARDED\",\"mongoDBVersion\":\"8.0.1\",\"useOrgAndGroupNamesInExportPrefix\":true}");

        assertThat(created.body())
                .matches(
                        "\\{\"clusterType\":\"SHARDED\",\"connectionStrings\":\\{},\"createDate\":\"2026-01-02T03:28:25Z\","
                                + "\"groupId\":\"64b0000000000000000000bb\",\"id\":\"[0-9a-f]{24}\",\"mongoDBVersion\":\"8\\.0\\.1\","
                                + "\"name\":\"new-1\",\"useOrgAndGroupNamesInExportPrefix\":true}");
        assertThat(server.as("reader").get(PROJECT + "/clusters/new-1").body()).isEqualTo(created.body());
        assertThat(server.as("reader").get(PROJECT + "/clusters").body()).contains(created.body());
        refuses(
                server.as("owner").post(PROJECT + "/clusters", "{\"name\":\"new-1\",\"clusterType\":\"REPLICASET\"}"),
                400,
                "DUPLICATE_CLUSTER_NAME");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"a/b\",\"clusterType\":\"SHARDED\"} | CLUSTER_NAME_INVALID",
                "{\"name\":\"a\",\"clusterType\":\"GEOSHARDED\"} | INVALID_ENUM_VALUE",
                "{\"name\":\"a\"} | MISSING_ATTRIBUTE",
                "{\"name\":\"a\",\"clusterType\":\"SHARDED\",\"mongoDBVersion\":\"latest\"} | INVALID_ATTRIBUTE",
                "{\"name\":\"a\",\"clusterType\":\"SHARDED\",\"useOrgAndGroupNamesInExportPrefix\":1} | INVALID_JSON_ATTRIBUTE"
            })
    void refusesWhatIsNoCluster(String body, String code) {
        refuses(server.as("owner").post(PROJECT + "/clusters", body), 400, code);
    }

    @Test
    void makesAKeyThatWorksUntilItIsDeletedAndShowsItsSecretOnce() {
        String keys = V1 + "/orgs/" + TestServer.ORGANIZATION + "/apiKeys";
        HttpResponse<String> created = server.as("orgowner")
                .post(
                        keys,
                        "{\"desc\":\"ci\",\"roles\":[{\"roleName\":\"GROUP_READ_ONLY\",\"groupId\":\""
                                + TestServer.PROJECT + "\"}]}");
        String privateKey = field(created, "privateKey");
        DigestClient client = new DigestClient(server.uri(), field(created, "publicKey"), privateKey);

        assertThat(client.get(TestServer.EXPORTS).statusCode()).isEqualTo(200);
        assertThat(client.get(keys).statusCode()).isEqualTo(403);
        String listed = server.as("orgreader").get(keys).body();
        assertThat(listed)
                .contains("********" + privateKey.substring(privateKey.length() - 4))
                .doesNotContain(privateKey)
                .doesNotContain("ha1");
        String one = keys + "/" + field(created, "id");
        assertThat(server.as("orgowner").delete(one).statusCode()).isEqualTo(204);
        assertThat(client.get(TestServer.EXPORTS).statusCode()).isEqualTo(401);
        refuses(server.as("orgowner").delete(one), 404, "API_KEY_NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | MISSING_ATTRIBUTE",
                "[{\"roleName\":\"GOD\"}] | INVALID_ENUM_VALUE",
                "[{\"roleName\":\"GROUP_OWNER\"}] | MISSING_ATTRIBUTE",
                "[{\"roleName\":\"GROUP_OWNER\",\"groupId\":\"64b0000000000000000000ff\"}] | GROUP_NOT_FOUND",
                "[{\"roleName\":\"ORG_OWNER\",\"orgId\":\"64b0000000000000000000ff\"}] | INVALID_ATTRIBUTE"
            })
    void refusesRolesThatAreNotTheOrganizationsToGive(String roles, String code) {
        HttpResponse<String> refused = server.as("orgowner")
                .post(V1 + "/orgs/" + TestServer.ORGANIZATION + "/apiKeys", "{\"desc\":\"x\",\"roles\":" + roles + "}");

        assertThat(refused.headers().firstValue("X-Error-Code")).hasValue(code);
    }

    @Test
    void keepsTheSecretsOfAStoreToItself() {
        HttpResponse<String> created = server.as("owner")
                .post(
                        PROJECT + "/stores",
                        "{\"name\":\"s3\",\"s3\":{\"endpoint\":\"https://s3.example:9000\",\"region\":\"eu-central-1\",\"pathStyle\":true,"
                                + "\"accessKeyId\":\"AKIA\",\"secretAccessKey\":\"very-secret\","
                                + "\"assumeRole\":{\"roleArn\":\"arn:aws:iam::1:role/x\",\"externalId\":\"e\"},"
                                + "\"encryption\":{\"type\":\"SSE_KMS\",\"kmsKeyId\":\"k\"}}}");

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.body())
                .contains(
                        "\"s3\":{\"accessKeyId\":\"AKIA\",\"assumeRole\":{\"externalId\":\"e\",\"roleArn\":\"arn:aws:iam::1:role/x\"},"
                                + "\"checksumsOnlyWhenRequired\":false,\"encryption\":{\"kmsKeyId\":\"k\",\"type\":\"SSE_KMS\"},"
                                + "\"endpoint\":\"https://s3.example:9000\",\"pathStyle\":true,\"region\":\"eu-central-1\"}")
                .doesNotContain("very-secret");
        assertThat(server.as("reader").get(PROJECT + "/stores").body()).doesNotContain("very-secret");
        Id<StoreAccess> id = new Id<>(field(created, "id"));
        StoreAccess kept = server.catalog
                .destinations()
                .storeAccess(new Id<>(TestServer.PROJECT), id)
                .orElseThrow();
        StoreSettings.Credentials.Static keys = new StoreSettings.Credentials.Static("AKIA", "very-secret");
        assertThat(((StoreSettings.S3) kept.settings()).credentials())
                .isEqualTo(new StoreSettings.Credentials.AssumeRole(
                        "arn:aws:iam::1:role/x", Optional.of("e"), Optional.empty(), keys));
        assertThat(server.as("owner").delete(PROJECT + "/stores/" + id).statusCode())
                .isEqualTo(204);
    }

    @Test
    void registersAFolderOnceAndKeepsItWhileABucketUsesIt() {
        String request = "{\"name\":\"folder\",\"folder\":{\"root\":\"/srv/../srv/exports\"}}";

        assertThat(server.as("owner").post(PROJECT + "/stores", request).body())
                .contains("\"folder\":{\"root\":\"/srv/exports\"}");
        refuses(server.as("owner").post(PROJECT + "/stores", request), 409, "STORE_NAME_TAKEN");
        refuses(server.as("owner").delete(PROJECT + "/stores/" + TestServer.STORE), 409, "STORE_IN_USE");
        refuses(
                server.as("owner").delete(PROJECT + "/stores/" + TestServer.UNKNOWN),
                404,
                "CLOUD_PROVIDER_ACCESS_ROLE_NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"x\"} | MISSING_ATTRIBUTE",
                "{\"name\":\"x\",\"folder\":{}} | MISSING_ATTRIBUTE",
                "{\"name\":\"x\",\"folder\":{\"root\":\"relative\"}} | INVALID_ATTRIBUTE",
                "{\"name\":\"x\",\"folder\":{\"root\":\"/a\\u0000b\"}} | INVALID_ATTRIBUTE",
                "{\"name\":\"x\",\"folder\":{\"root\":\"/a\"},\"s3\":{}} | INVALID_ATTRIBUTE",
                "{\"name\":\"x\",\"s3\":{\"endpoint\":\"file:///etc\"}} | INVALID_ATTRIBUTE",
                "{\"name\":\"x\",\"s3\":{\"endpoint\":\"http://u:p@h\"}} | INVALID_ATTRIBUTE",
                "{\"name\":\"x\",\"s3\":{\"endpoint\":\"::\"}} | INVALID_ATTRIBUTE",
                "{\"name\":\"x\",\"s3\":{\"endpoint\":\"http://127.0.0.1:9000\"}} | INVALID_ATTRIBUTE",
                "{\"name\":\"x\",\"s3\":{\"endpoint\":\"http://[::ffff:169.254.169.254]\"}} | INVALID_ATTRIBUTE",
                "{\"name\":\"x\",\"s3\":{\"assumeRole\":{\"roleArn\":\"a\",\"stsEndpoint\":\"http://169.254.169.254\"}}} | INVALID_ATTRIBUTE",
                "{\"name\":\"x\",\"s3\":{\"accessKeyId\":\"a\"}} | MISSING_ATTRIBUTE",
                "{\"name\":\"x\",\"s3\":{\"assumeRole\":{}}} | MISSING_ATTRIBUTE",
                "{\"name\":\"x\",\"s3\":{\"encryption\":{\"type\":\"ROT13\"}}} | INVALID_ENUM_VALUE",
                "{\"name\":\"x\",\"s3\":{\"encryption\":{\"type\":\"SSE_S3\",\"kmsKeyId\":\"k\"}}} | INVALID_ATTRIBUTE"
            })
    void refusesWhatIsNoStore(String body, String code) {
        refuses(server.as("owner").post(PROJECT + "/stores", body), 400, code);
    }

    @Test
    void registersABackupAsASnapshotThatAtlassApiThenShows(@TempDir Path folder) throws IOException {
        Path shop = Files.createDirectories(folder.resolve("dump/shop"));
        Files.write(shop.resolve("a.bson"), new byte[1000]);
        Files.write(shop.resolve("b.bson"), new byte[24]);
        HttpResponse<String> created = server.as("owner")
                .post(
                        PROJECT + "/clusters/c1/backup/snapshots",
                        "{\"createdAt\":\"2026-01-02T05:00:00.1234+01:00\",\"description\":\"mine\",\"retentionInDays\":7,"
                                + "\"replicaSets\":[{\"name\":\"rs0\",\"source\":\"" + folder.resolve("dump")
                                + "\"}]}");

        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(created.body())
                .contains("\"createdAt\":\"2026-01-02T04:00:00Z\"")
                .contains("\"expiresAt\":\"2026-01-09T04:00:00Z\"")
                .contains("\"name\":\"rs0\",\"source\":\"" + folder.resolve("dump") + "\"")
                .endsWith("\"storageSizeBytes\":1024}");
        assertThat(server.as("reader")
                        .get(TestServer.SNAPSHOTS + "/" + field(created, "id"))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | MISSING_ATTRIBUTE",
                "{\"createdAt\":\"yesterday\"} | INVALID_ATTRIBUTE",
                "{\"createdAt\":\"+999999999-01-01T00:00:00Z\"} | INVALID_ATTRIBUTE",
                "{\"createdAt\":\"2026-01-02T05:00:00Z\"} | MISSING_ATTRIBUTE",
                "{\"createdAt\":\"2026-01-02T05:00:00Z\",\"replicaSets\":[{\"name\":\"a\"}]} | MISSING_ATTRIBUTE",
                "{\"createdAt\":\"2026-01-02T05:00:00Z\",\"replicaSets\":[{\"name\":\"a/b\",\"source\":\"/\"}]} | INVALID_ATTRIBUTE",
                "{\"createdAt\":\"2026-01-02T05:00:00Z\",\"replicaSets\":[{\"name\":\"a\",\"source\":\"b\"}]} | INVALID_ATTRIBUTE",
                "{\"createdAt\":\"2026-01-02T05:00:00Z\",\"replicaSets\":[{\"name\":\"a\",\"source\":\"/no/such\"}]} | SNAPSHOT_SOURCE_NOT_READABLE",
                "{\"createdAt\":\"2026-01-02T05:00:00Z\",\"replicaSets\":[{\"name\":\"a\",\"source\":\"/tmp\"},{\"name\":\"b\",\"source\":\"/tmp\"}]} | INVALID_ATTRIBUTE",
                "{\"createdAt\":\"2026-01-02T05:00:00Z\",\"retentionInDays\":0,\"replicaSets\":[{\"name\":\"a\",\"source\":\"/tmp\"}]} | INVALID_ATTRIBUTE",
                "{\"createdAt\":\"2026-01-02T05:00:00Z\",\"retentionInDays\":1.5,\"replicaSets\":[{\"name\":\"a\",\"source\":\"/tmp\"}]} | INVALID_JSON_ATTRIBUTE"
            })
    void refusesWhatIsNoBackup(String body, String code) {
        refuses(server.as("owner").post(PROJECT + "/clusters/c1/backup/snapshots", body), 400, code);
    }

    @Test
    void refusesTwoSourcesOfOneShard(@TempDir Path folder) {
        String source = "{\"name\":\"a\",\"source\":\"" + folder + "\"}";

        refuses(
                server.as("owner")
                        .post(
                                PROJECT + "/clusters/c2/backup/snapshots",
                                "{\"createdAt\":\"2026-01-02T05:00:00Z\",\"replicaSets\":[" + source + "," + source
                                        + "]}"),
                400,
                "INVALID_ATTRIBUTE");
    }

    private static void refuses(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("X-Error-Code")).hasValue(code);
    }

    /** The first text attribute of the name. */
    private static String field(HttpResponse<String> answer, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(answer.body());
        assertThat(matcher.find()).as(answer.body()).isTrue();
        return matcher.group(1);
    }
}
