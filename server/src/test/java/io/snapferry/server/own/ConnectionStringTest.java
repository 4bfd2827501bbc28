package io.snapferry.server.own;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ConnectionSecret;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.testing.TestServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How clusters are reached: who may tell, what is taken, and that it is never shown again. */
class ConnectionStringTest {
    private static final String CLUSTERS = "/api/snapferry/v1/groups/" + TestServer.PROJECT + "/clusters";
    private static final String SECRET = "mongodb://backup:s3cret@db1:27017,db2/?replicaSet=rs0";
    private static final String SHOWN = "\"connectionStrings\":{\"standard\":\"mongodb://db1:27017,db2\"}";

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private static String body(String connectionString) {
        return "{\"connectionString\":\"" + connectionString + "\"}";
    }

    private Cluster cluster() {
        return server.catalog.tenants().cluster(new Id<>(TestServer.CLUSTER_ID)).orElseThrow();
    }

    @Test
    void isTakenWhenAClusterIsMadeAndNeverShownAgain() {
        HttpResponse<String> created = server.as("owner")
                .post(
                        CLUSTERS,
                        "{\"name\":\"live\",\"clusterType\":\"REPLICASET\",\"connectionString\":\"" + SECRET + "\"}");

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.body()).contains(SHOWN).doesNotContain("s3cret", "backup");
        for (String path : new String[] {
            CLUSTERS + "/live",
            CLUSTERS,
            "/api/atlas/v1.0/groups/" + TestServer.PROJECT + "/clusters/live",
            "/api/atlas/v1.0/groups/" + TestServer.PROJECT + "/clusters"
        }) {
            assertThat(server.as("owner").get(path).body())
                    .as(path)
                    .contains(SHOWN)
                    .doesNotContain("s3cret");
        }
    }

    @Test
    void isReplacedAndTakenAwayByPatch() {
        assertThat(server.as("owner").patch(CLUSTERS + "/c1", body(SECRET)).body())
                .contains(SHOWN);
        assertThat(cluster().connectionString()).contains(new ConnectionSecret(SECRET));

        assertThat(server.as("owner")
                        .patch(CLUSTERS + "/c1", body("mongodb+srv://u:p@shop.example.org/"))
                        .body())
                .contains("\"connectionStrings\":{\"standardSrv\":\"mongodb+srv://shop.example.org\"}");

        assertThat(server.as("owner").patch(CLUSTERS + "/c1", body("")).body()).contains("\"connectionStrings\":{}");
        assertThat(cluster().connectionString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"manager", "exporter", "creator", "reader", "stranger"})
    void isForOwnersOnly(String key) {
        assertThat(server.as(key).patch(CLUSTERS + "/c1", body(SECRET)).statusCode())
                .isEqualTo(403);
        assertThat(cluster().connectionString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "db1:27017, expected mongodb://",
        "http://backup:s3cret@db1/, expected mongodb://",
        "mongodb://backup:s3/cret@db1/, expected mongodb://",
        "mongodb://backup:s3%zzcret@db1/, the driver does not understand",
        "mongodb://db1:99999/, the driver does not understand",
        "mongodb://db1/?authMechanism=MONGODB-AWS, expected an authMechanism",
        "mongodb://db1/?authMechanism=MONGODB-OIDC, expected an authMechanism",
        "mongodb://db1/?authMechanism=GSSAPI, expected an authMechanism",
        "mongodb://u:s3cret@db1/?authMechanism=PLAIN&authmechanism=MONGODB-X509, expected an authMechanism",
        "mongodb+srv://db1.example.org/?authMechanism=MONGODB-AWS, expected an authMechanism"
    })
    void isRefusedWithoutBeingRepeated(String text, String reason) {
        HttpResponse<String> refused = server.as("owner").patch(CLUSTERS + "/c1", body(text));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("\"errorCode\":\"INVALID_ATTRIBUTE\"", reason)
                .doesNotContain("s3cret", "cret@");
        assertThat(cluster().connectionString()).isEmpty();
    }

    @Test
    void cannotBeSetWhereASettingForbidsIt() {
        try (TestServer strict = TestServer.startWithoutConnectionStrings()) {
            strict.connectCluster();
            for (String wanted : new String[] {SECRET, ""}) {
                HttpResponse<String> refused = strict.as("owner").patch(CLUSTERS + "/c1", body(wanted));
                assertThat(refused.statusCode()).isEqualTo(403);
                assertThat(refused.body()).contains("\"errorCode\":\"CONNECTION_STRING_FORBIDDEN\"");
            }
            assertThat(strict.as("owner")
                            .post(
                                    CLUSTERS,
                                    "{\"name\":\"live\",\"clusterType\":\"REPLICASET\",\"connectionString\":\"" + SECRET
                                            + "\"}")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(strict.as("owner")
                            .post(CLUSTERS, "{\"name\":\"live\",\"clusterType\":\"REPLICASET\"}")
                            .statusCode())
                    .isEqualTo(201);
        }
    }
}
