package io.snapferry.server.atlas;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ClusterType;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Retention;
import io.snapferry.server.catalog.Schedule;
import io.snapferry.server.http.ApiException;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.BodyRequest;
import java.time.Instant;
import java.util.List;

/** Any bytes as the body of each operation whose body has a parser of its own: refused with an error of the API, or read. */
class RequestBodyFuzzTest {
    private static final Instant NOW = Instant.parse("2024-02-29T12:34:56Z");
    private static final Project PROJECT =
            new Project(new Id<>("5fb4340b35c3ec1d3ef0d167"), new Id<>("5fb4340b35c3ec1d3ef0d168"), "project", NOW);
    private static final Cluster CLUSTER = new Cluster(
            new Id<>("5fb4340b35c3ec1d3ef0d169"), PROJECT.id(), "cluster", ClusterType.REPLICASET, "7.0", false, NOW);
    private static final Schedule SCHEDULE = Schedule.ofNew(CLUSTER);
    private static final List<Retention.Unit> UNITS = List.of(Retention.Unit.values());

    @FuzzTest
    void requestBody(byte[] body) {
        readOrRefuse(body, ExportRequest::of);
        readOrRefuse(body, request -> ClusterRequest.of(request, PROJECT, NOW));
        readOrRefuse(body, request -> ScheduleRequest.of(request, CLUSTER, SCHEDULE, NOW));
        readOrRefuse(body, request -> RetentionRequest.of(request.body(RetentionRequest.body(UNITS)), UNITS));
    }

    private static void readOrRefuse(byte[] body, Parser parser) {
        try {
            parser.parse(BodyRequest.of(body));
        } catch (ApiException refused) {
            // what a bad body must do
        }
    }

    private interface Parser {
        Object parse(ApiRequest request);
    }
}
