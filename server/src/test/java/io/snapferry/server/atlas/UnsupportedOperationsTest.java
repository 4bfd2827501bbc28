package io.snapferry.server.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.http.Operation;
import io.snapferry.server.http.Route;
import io.snapferry.server.testing.DigestClient;
import io.snapferry.server.testing.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnsupportedOperationsTest {
    private static final String PATH = "/api/atlas/v2/groups/" + TestServer.PROJECT;

    private final TestServer server = TestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    Stream<Route> routes() {
        return UnsupportedOperations.all().stream().map(Operation::route);
    }

    private static String pathOf(Route route) {
        return route.template()
                .replace("{groupId}", TestServer.PROJECT)
                .replace("{clusterName}", "c1")
                .replaceAll("\\{[a-zA-Z]+}", TestServer.UNKNOWN);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void saysThatTheServerDoesNotDoIt(Route route) {
        HttpResponse<String> refused =
                server.as("reader").send(route.method().name(), pathOf(route), DigestClient.version("2025-03-12"));

        assertThat(refused.statusCode()).isEqualTo(501);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(refused.headers().firstValue("X-Error-Code")).contains("OPERATION_NOT_SUPPORTED");
        assertThat(refused.body())
                .contains("\"error\":501", "\"errorCode\":\"OPERATION_NOT_SUPPORTED\"")
                .contains("\"parameters\":[\"" + route.method() + "\",\"" + route.template() + "\"]")
                .endsWith("\"reason\":\"Not Implemented\"}");
    }

    @Test
    void saysTheSameToEveryKeyWhateverExists() {
        String foreign = PATH + "/clusters/c1/backup/restoreJobs";
        String unknown = foreign.replace(TestServer.PROJECT, TestServer.UNKNOWN);
        for (String key : List.of("stranger", "member", "orgowner")) {
            assertThat(server.as(key)
                            .send("GET", foreign, DigestClient.version("2023-01-01"))
                            .body())
                    .contains("OPERATION_NOT_SUPPORTED")
                    .isEqualTo(server.as(key)
                            .send("GET", unknown, DigestClient.version("2023-01-01"))
                            .body());
        }
    }

    @Test
    void asksForAKeyAndThenForAVersionFirst() {
        String path = PATH + "/backupCompliancePolicy";

        assertThat(server.as("nobody")
                        .send("PUT", path, HttpRequest.newBuilder())
                        .statusCode())
                .isEqualTo(401);
        assertThat(server.as("reader")
                        .send("PUT", path, HttpRequest.newBuilder())
                        .statusCode())
                .isEqualTo(406);
        assertThat(server.as("reader")
                        .send("DELETE", path, DigestClient.version("2023-10-01"))
                        .body())
                .contains("application/vnd.atlas.2024-11-13+json");
    }

    @Test
    void knowsThatOtherPathsLeadNowhere() {
        for (String path : List.of("/backup/restoreJobs", "/clusters/c1/backup/nothing", "/nothing")) {
            HttpResponse<String> refused =
                    server.as("owner").send("GET", PATH + path, DigestClient.version("2023-01-01"));
            assertThat(refused.statusCode()).isEqualTo(404);
            assertThat(refused.body()).contains("RESOURCE_NOT_FOUND");
        }
    }

    @Test
    void holdsNothingThatIsSupported() {
        List<String> supported = server.api().operations().stream()
                .map(operation -> shape(operation.route()))
                .toList();

        assertThat(routes().map(UnsupportedOperationsTest::shape))
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(supported);
    }

    private static String shape(Route route) {
        return route.toString().replaceAll("\\{[a-zA-Z]+}", "{}");
    }
}
