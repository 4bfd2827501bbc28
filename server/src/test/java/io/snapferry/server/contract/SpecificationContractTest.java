package io.snapferry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.snapferry.server.atlas.UnsupportedOperations;
import io.snapferry.server.catalog.ClusterType;
import io.snapferry.server.http.Operation;
import io.snapferry.server.http.Route;
import io.snapferry.server.testing.DigestClient;
import io.snapferry.server.testing.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Walks every operation that is served and stands in one of the specifications of the original, in each of its versions and for
 * both kinds of clusters, and holds the answers against the schemas.
 */
class SpecificationContractTest {
    private static final Map<String, String> FILES = Map.of(
            "/api/atlas/v1.0", "openapi-v1-backup.json",
            "/api/atlas/v2", "openapi-v2-backup.json");
    private static final Pattern PARAMETER = Pattern.compile("\\{([a-zA-Z]+)}");
    private static final String MISSING = "the specifications of the original are not beside the repository";

    /** One operation in one version, on one kind of cluster. */
    private record Case(Operation operation, ClusterType type, Specification specification, JsonNode documented) {
        String operationId() {
            return documented.get("operationId").asText();
        }

        boolean namesACluster() {
            return operation.route().template().contains("{clusterName}");
        }

        @Override
        public String toString() {
            return operationId() + operation.version().map(date -> " " + date).orElse("") + " " + type;
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        try (TestServer server = TestServer.start()) {
            for (Operation operation : server.api().operations()) {
                for (Map.Entry<String, String> file : FILES.entrySet()) {
                    if (operation.route().template().startsWith(file.getKey())) {
                        Specification.read(file.getValue())
                                .ifPresent(specification -> specification
                                        .operation(operation)
                                        .ifPresent(documented -> Stream.of(ClusterType.values())
                                                .forEach(type -> cases.add(
                                                        new Case(operation, type, specification, documented)))));
                    }
                }
            }
        }
        return cases;
    }

    static List<Case> casesOfAReplicaSet() {
        return cases().stream()
                .filter(one -> one.type() == ClusterType.REPLICASET && one.namesACluster())
                .toList();
    }

    @Test
    void findsTheOperationsOfBothSpecifications() {
        assumeTrue(Specification.read("openapi-v2-backup.json").isPresent(), MISSING);

        assertThat(cases())
                .extracting(Case::operationId)
                .contains("createOneCloudBackupSnapshotExportJob", "createGroupClusterBackupExport");
    }

    /** Whoever asks for something of Atlas must learn from the answer whether the path or the server is to blame. */
    @Test
    void servesOrRefusesInWordsEveryOperationOfBothSpecifications() {
        assumeTrue(Specification.read("openapi-v2-backup.json").isPresent(), MISSING);
        Set<String> known = new TreeSet<>();
        try (TestServer server = TestServer.start()) {
            Stream.concat(server.api().operations().stream(), UnsupportedOperations.all().stream())
                    .map(operation -> Specification.shape(operation.route().toString()))
                    .forEach(known::add);
        }
        Set<String> specified = new TreeSet<>();
        FILES.values()
                .forEach(file -> Specification.read(file).orElseThrow().routes().stream()
                        .map(Specification::shape)
                        // Taking snapshots comes with the rest of it
                        .filter(route -> !route.startsWith("POST ") || !route.endsWith("/backup/snapshots"))
                        .forEach(specified::add));

        assertThat(specified).hasSizeGreaterThan(50).isSubsetOf(known);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void answersAsItIsSpecified(Case one) throws Exception {
        try (TestServer server = TestServer.start()) {
            Situation situation = Situation.of(server, one.type());
            Fixture fixture = fixtureOf(one);
            fixture.preparation().accept(situation);
            HttpResponse<String> response =
                    send(one, "orgowner", situation, fixture.body().apply(situation));

            if (isHiddenFromReplicaSets(one)) {
                assertThat(response.statusCode()).isEqualTo(404);
                assertErrorAsSpecified(one, response);
            } else if (fixture.status() >= 400) {
                assertThat(response.statusCode()).isEqualTo(fixture.status());
                assertErrorAsSpecified(one, response);
            } else {
                assertSuccessAsSpecified(one, response);
            }
        }
    }

    /** The paths with the word in them show a sharded cluster's snapshots only. */
    private static boolean isHiddenFromReplicaSets(Case one) {
        return one.type() == ClusterType.REPLICASET
                && one.operation().route().template().contains("/snapshots/shardedCluster/");
    }

    private static Fixture fixtureOf(Case one) {
        Optional<Fixture> fixture = Fixtures.of(one.operationId());
        if (fixture.isPresent()) {
            return fixture.get();
        }
        assumeTrue(one.operation().route().method() == Route.Method.GET, "no fixture for " + one);
        return Fixture.READ;
    }

    private static void assertSuccessAsSpecified(Case one, HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        assertThat(one.documented().get("responses").has(String.valueOf(response.statusCode())))
                .as("the status %s is documented", response.statusCode())
                .isTrue();
        JsonNode content = one.specification().content(one.documented(), response.statusCode());
        if (response.body().isEmpty()) {
            assertThat(response.statusCode()).isEqualTo(204);
            return;
        }
        String mediaType = one.operation()
                .version()
                .map(date -> "application/vnd.atlas." + date + "+json")
                .orElse("application/json");
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(mediaType);
        assertThat(content.has(mediaType)).as("%s is documented", mediaType).isTrue();
        JsonNode schema = content.get(mediaType).get("schema");
        assertThat(one.specification().violations(Specification.MAPPER.readTree(response.body()), schema))
                .as(response.body())
                .allSatisfy(violation -> assertThat(Deviations.excuse(one.operationId(), violation))
                        .as(violation)
                        .isTrue());
    }

    private static void assertErrorAsSpecified(Case one, HttpResponse<String> response) throws Exception {
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        JsonNode error = Specification.MAPPER.readTree(response.body());
        assertThat(one.specification().violationsOfError(error))
                .as(response.body())
                .isEmpty();
        assertThat(error.get("error").asInt()).isEqualTo(response.statusCode());
        assertThat(response.headers().firstValue("X-Error-Code"))
                .contains(error.get("errorCode").asText());
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("casesOfAReplicaSet")
    void refusesAsItIsSpecified(Case one) throws Exception {
        try (TestServer server = TestServer.start()) {
            Situation situation = Situation.of(server, one.type());
            Fixture fixture = fixtureOf(one);
            fixture.preparation().accept(situation);
            situation.parameters().put("clusterName", "c9");

            HttpResponse<String> unknown =
                    send(one, "orgowner", situation, fixture.body().apply(situation));
            HttpResponse<String> forbidden =
                    send(one, "stranger", situation, fixture.body().apply(situation));

            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(unknown.body()).contains("CLUSTER_NOT_FOUND");
            assertErrorAsSpecified(one, unknown);
            assertThat(forbidden.statusCode()).isEqualTo(403);
            assertErrorAsSpecified(one, forbidden);
        }
    }

    private static HttpResponse<String> send(Case one, String key, Situation situation, String body) {
        HttpRequest.Builder request = one.operation()
                .version()
                .map(date -> DigestClient.version(date.toString()))
                .orElseGet(HttpRequest::newBuilder);
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return situation
                .server()
                .as(key)
                .send(
                        one.operation().route().method().name(),
                        pathOf(one, situation.parameters()),
                        request,
                        body.getBytes(StandardCharsets.UTF_8));
    }

    private static String pathOf(Case one, Map<String, String> parameters) {
        Matcher parameter = PARAMETER.matcher(one.operation().route().template());
        return parameter.replaceAll(found -> Optional.ofNullable(parameters.get(found.group(1)))
                .orElseGet(() -> abort("no value of " + found.group() + " for " + one)));
    }
}
