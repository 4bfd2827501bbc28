package io.snapferry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.snapferry.server.atlas.UnsupportedOperations;
import io.snapferry.server.catalog.ClusterType;
import io.snapferry.server.http.Route;
import io.snapferry.server.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Walks every operation that is served and stands in one of the specifications of the original, in each of its versions and for
 * both kinds of clusters, and holds the answers against the schemas.
 */
class SpecificationContractTest {
    private static final String MISSING = "the specifications of the original are not beside the repository";

    static List<Case> cases() {
        return Case.all();
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
        Case.FILES
                .values()
                .forEach(file -> Specification.read(file).orElseThrow().routes().stream()
                        .map(Specification::shape)
                        .forEach(specified::add));

        assertThat(specified).hasSizeGreaterThan(50).isSubsetOf(known);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void answersAsItIsSpecified(Case one) throws IOException {
        try (TestServer server = TestServer.start()) {
            Situation situation = Situation.of(server, one.type());
            Fixture fixture = Fixtures.of(one);
            fixture.preparation().accept(situation);
            HttpResponse<String> response =
                    one.send(situation, "orgowner", "", fixture.body().apply(situation));

            if (isHiddenFromReplicaSets(one)) {
                assertThat(response.statusCode()).isEqualTo(404);
                one.assertErrorAsSpecified(response);
            } else if (fixture.status() >= 400) {
                assertThat(response.statusCode()).isEqualTo(fixture.status());
                one.assertErrorAsSpecified(response);
            } else {
                assertSuccessAsSpecified(one, response);
            }
        }
    }

    /** The path with the word in it deletes a sharded cluster's snapshots only. */
    private static boolean isHiddenFromReplicaSets(Case one) {
        return one.type() == ClusterType.REPLICASET
                && one.operation().route().method() == Route.Method.DELETE
                && one.operation().route().template().contains("/snapshots/shardedCluster/");
    }

    private static void assertSuccessAsSpecified(Case one, HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        int status = Deviations.specifiedStatus(one, response.statusCode());
        assertThat(one.documents(status))
                .as("the status %s is documented", status)
                .isTrue();
        if (response.body().isEmpty() || status == 204) {
            assertThat(response.body()).isIn("", "{}");
            return;
        }
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(one.mediaType());
        JsonNode content = one.specification().content(one.documented(), status);
        assertThat(content.has(one.mediaType()))
                .as("%s is documented", one.mediaType())
                .isTrue();
        JsonNode schema = content.get(one.mediaType()).path("schema");
        assertThat(one.specification().violations(Specification.MAPPER.readTree(response.body()), schema))
                .as(response.body())
                .allSatisfy(violation -> assertThat(Deviations.excuse(one.operationId(), violation))
                        .as(violation)
                        .isTrue());
    }
}
