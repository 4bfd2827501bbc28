package io.snapferry.server.atlas;

import static io.snapferry.server.contract.SpecifiedAnswers.assertFits;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.testing.TestServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clusters in v1.0 and in the versions of v2. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClustersTest {
    private static final String CLUSTERS = "/groups/" + TestServer.PROJECT + "/clusters";
    private static final String V1 = "/api/atlas/v1.0" + CLUSTERS;
    private static final String V2 = "/api/atlas/v2" + CLUSTERS;

    private final TestServer server = TestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"c1", "c2"})
    void showsAClusterAsV1Does(String name) {
        HttpResponse<String> answer = server.as("reader").get(V1 + "/" + name);

        assertThat(answer.body())
                .contains(
                        "\"stateName\":\"IDLE\"",
                        "\"providerBackupEnabled\":true",
                        "\"backupEnabled\":false",
                        "\"mongoDBVersion\":\"7.0.12\"",
                        "\"mongoDBMajorVersion\":\"7.0\"",
                        "\"connectionStrings\":{}");
        assertFits(answer, "get /api/atlas/v1.0/groups/{groupId}/clusters/{name}");
    }

    @ParameterizedTest
    @CsvSource({
        "c1, 2023-01-01, REPLICASET, providerBackupEnabled",
        "c2, 2023-01-01, SHARDED, providerBackupEnabled",
        "c1, 2023-02-01, REPLICASET, backupEnabled",
        "c2, 2023-02-01, SHARDED, backupEnabled",
        "c1, 2024-08-05, REPLICASET, backupEnabled",
        "c2, 2024-08-05, SHARDED, backupEnabled"
    })
    void showsAClusterAsEachVersionOfV2Does(String name, String version, String type, String backupFlag) {
        HttpResponse<String> answer = server.as("reader").get(V2 + "/" + name, version);

        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/vnd.atlas." + version + "+json;charset=utf-8");
        assertThat(answer.body())
                .contains("\"stateName\":\"IDLE\"", "\"" + backupFlag + "\":true", "\"clusterType\":\"" + type + "\"");
        assertThat(answer.body().contains("numShards")).isEqualTo(!version.equals("2024-08-05"));
        assertFits(answer, "get /api/atlas/v2/groups/{groupId}/clusters/{clusterName}");
        assertFits(server.as("reader").get(V2, version), "get /api/atlas/v2/groups/{groupId}/clusters");
    }

    @Test
    void listsTheClustersOfAProjectPageByPage() {
        HttpResponse<String> answer = server.as("reader").get(V1 + "?itemsPerPage=1&pageNum=2");

        assertThat(answer.body()).contains("\"name\":\"c2\"", "\"previous\"").doesNotContain("\"name\":\"c1\"");
    }

    @Test
    void tellsThatAllChangesAreApplied() {
        HttpResponse<String> answer = server.as("reader").get(V2 + "/c1/status", "2024-08-05");

        assertThat(answer.body()).isEqualTo("{\"changeStatus\":\"APPLIED\"}");
        assertFits(answer, "get /api/atlas/v2/groups/{groupId}/clusters/{clusterName}/status");
    }

    @Test
    void sumsUpTheClustersThatTheKeySees() {
        HttpResponse<String> all = server.as("orgreader").get("/api/atlas/v2/clusters", "2023-01-01");
        HttpResponse<String> own = server.as("stranger").get("/api/atlas/v1.0/clusters");

        assertThat(all.body()).contains("\"SHARDED_CLUSTER\"", "\"REPLICA_SET\"", "\"orgName\":\"Acme\"");
        assertFits(all, "get /api/atlas/v2/clusters");
        assertThat(own.body()).contains("\"groupName\":\"Lab\"").doesNotContain("Shop");
        assertFits(own, "get /api/atlas/v1.0/clusters");
        assertThat(server.as("member").get("/api/atlas/v1.0/clusters").body()).contains("\"results\":[]");
    }

    @Test
    void registersAClusterFromABodyThatOrdersMachines() {
        String body = """
                {"name":"new-1","clusterType":"SHARDED","backupEnabled":true,"mongoDBMajorVersion":"7.0","replicationSpecs":
                [{"zoneName":"Zone 1","regionConfigs":[{"providerName":"AWS","regionName":"EU_WEST_1","priority":7,
                "electableSpecs":{"instanceSize":"M30","nodeCount":3}}]}],"labels":[{"key":"a","value":"b"}]}""";

        HttpResponse<String> answer = server.as("owner").send("POST", V2, "2024-10-23", body);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/vnd.atlas.2024-10-23+json;charset=utf-8");
        assertThat(answer.body()).contains("\"name\":\"new-1\"", "\"clusterType\":\"SHARDED\"");
        assertFits(answer, "post /api/atlas/v2/groups/{groupId}/clusters");
        assertThat(server.as("owner").get(V1 + "/new-1").statusCode()).isEqualTo(200);
    }

    @Test
    void registersAReplicaSetWhenNoTypeIsTold() {
        HttpResponse<String> answer =
                server.as("owner").post(V1, "{\"name\":\"plain\",\"mongoDBVersion\":\"8.0.1\",\"numShards\":1}");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).contains("\"clusterType\":\"REPLICASET\"", "\"mongoDBVersion\":\"8.0.1\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{}; MISSING_ATTRIBUTE",
                "{\"name\":\"c1\"}; DUPLICATE_CLUSTER_NAME",
                "{\"name\":\"../x\"}; CLUSTER_NAME_INVALID",
                "{\"name\":\"-x\"}; CLUSTER_NAME_INVALID",
                "{\"name\":\"a b\"}; CLUSTER_NAME_INVALID",
                "{\"name\":\"a or 1=1 --\"}; CLUSTER_NAME_INVALID",
                "{\"name\":true}; INVALID_JSON_ATTRIBUTE",
                "{\"name\":\"x\",\"clusterType\":\"GEOSHARDED\"}; INVALID_ENUM_VALUE",
                "{\"name\":\"x\",\"clusterType\":3}; INVALID_JSON_ATTRIBUTE",
                "{\"name\":\"x\",\"mongoDBVersion\":\"7\"}; INVALID_ATTRIBUTE",
                "{\"name\":\"x\",\"connectionString\":\"mongodb://h\"}; INVALID_ATTRIBUTE"
            })
    void refusesABadCluster(String body, String code) {
        HttpResponse<String> answer = server.as("owner").post(V1, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("X-Error-Code")).contains(code);
    }

    @Test
    void forgetsAClusterWithWhatBelongsToIt() {
        try (TestServer server = TestServer.start()) {
            HttpResponse<String> deleted = server.as("owner").delete(V2 + "/c1", "2023-02-01");

            assertThat(deleted.statusCode()).isEqualTo(202);
            assertThat(deleted.body()).isEqualTo("{}");
            for (String below :
                    new String[] {"", "/status", "/backup/schedule", "/backup/snapshots", "/backup/exports"}) {
                HttpResponse<String> gone = server.as("owner").get(V1 + "/c1" + below);
                assertThat(gone.statusCode()).isEqualTo(404);
                assertThat(gone.body()).contains("CLUSTER_NOT_FOUND");
            }
        }
    }

    @Test
    void keepsAClusterWhileAnExportOfItIsUnfinished() {
        try (TestServer server = TestServer.start()) {
            assertThat(server.as("exporter")
                            .post(TestServer.EXPORTS, TestServer.exportRequest())
                            .statusCode())
                    .isEqualTo(200);
            for (String path : new String[] {V1, "/api/snapferry/v1" + CLUSTERS}) {
                HttpResponse<String> refused = server.as("owner").delete(path + "/c1");
                assertThat(refused.statusCode()).isEqualTo(409);
                assertThat(refused.body()).contains("CANNOT_DELETE_CLUSTER_ACTIVE_EXPORT");
            }
            server.catalog.inMemoryJobs().clear();

            assertThat(server.as("owner").delete(V1 + "/c1").statusCode()).isEqualTo(202);
        }
    }
}
