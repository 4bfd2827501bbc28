package io.snapferry.server.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.testing.TestServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients ask beside what they came for. */
class SurroundingsTest {
    private static final String V1 = "/api/atlas/v1.0/groups/" + TestServer.PROJECT;
    private static final String V15 = "/api/atlas/v1.5/groups/" + TestServer.PROJECT;
    private static final String V2 = "/api/atlas/v2/groups/" + TestServer.PROJECT;

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            /teams?itemsPerPage=5 | '"results":[],"totalCount":0'
            /users | '"results":[],"totalCount":0'
            /containers?providerName=AWS | '"providerName":"AWS","provisioned":false,"regionName":"US_EAST_1"'
            /limits | '[]'
            /managedSlowMs | 'false'
            /ipAddresses | '"services":{"clusters":[]}'
            /settings | '"isDataExplorerEnabled":false'
            /clusters/c1/processArgs | '{}'
            """)
    void answersBothApis(String path, String needed) {
        HttpResponse<String> old = server.as("reader").get(V1 + path);
        HttpResponse<String> current = server.as("reader").get(V2 + path, "2024-08-05");

        assertThat(old.statusCode()).isEqualTo(200);
        assertThat(old.body()).contains(needed);
        assertThat(current.statusCode()).isEqualTo(200);
        assertThat(current.body()).contains(needed);
    }

    @Test
    void hidesThemFromKeysOfOtherProjects() {
        assertThat(server.as("stranger").get(V1 + "/teams").statusCode()).isEqualTo(403);
        assertThat(server.as("stranger").get(V1 + "/clusters/c1/processArgs").statusCode())
                .isEqualTo(403);
        assertThat(server.as("stranger").get(V15 + "/clusters").statusCode()).isEqualTo(403);
    }

    @Test
    void showsTheClustersOfVersion15AsVersion2DidFirst() {
        HttpResponse<String> listed = server.as("reader").get(V15 + "/clusters?itemsPerPage=1&pageNum=1");
        HttpResponse<String> one = server.as("reader").get(V15 + "/clusters/c1");

        assertThat(listed.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(listed.body())
                .contains("/api/atlas/v1.5/groups/" + TestServer.PROJECT
                        + "/clusters?itemsPerPage=1&pageNum=2\",\"rel\":\"next\"");
        assertThat(one.body())
                .contains("\"backupEnabled\":true", "\"numShards\":1", "\"regionConfigs\":[", "\"stateName\":\"IDLE\"")
                .contains(V15 + "/clusters/c1\",\"rel\":\"self\"")
                .doesNotContain("providerBackupEnabled");
    }

    @Test
    void registersAndRemovesAClusterOverVersion15() {
        assertThat(server.as("owner")
                        .post(V15 + "/clusters", "{\"name\":\"c9\",\"clusterType\":\"REPLICASET\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(server.as("owner").delete(V15 + "/clusters/c9").statusCode()).isEqualTo(202);
        assertThat(server.as("owner").get(V15 + "/clusters/c9").statusCode()).isEqualTo(404);
    }

    @Test
    void tellsOfAClusterWhatClientsCannotDoWithout() {
        assertThat(server.as("reader").get(V1 + "/clusters/c1").body())
                .as("the Terraform provider follows these without looking whether they are there")
                .contains(
                        "\"autoScaling\":{\"compute\":{\"enabled\":false,\"scaleDownEnabled\":false},\"diskGBEnabled\":false}",
                        "\"biConnector\":{\"enabled\":false}",
                        "\"providerSettings\":{\"autoScaling\":{\"compute\":{}}")
                .as("atlasapi of Python parses this date")
                .contains("\"mongoURIUpdated\":\"2026-01-02T03:27:08Z\"");
        assertThat(server.as("reader").get(V2 + "/clusters/c1", "2024-08-05").body())
                .contains("\"biConnector\":{");
    }
}
