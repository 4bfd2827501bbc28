package io.snapferry.server.own;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.JobFilter;
import io.snapferry.server.catalog.JobState;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.ClusterOperation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.PageQuery;
import io.snapferry.server.http.QueryParameters;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The export jobs of a cluster, newest first; those of a snapshot or in a state if that is asked. */
final class ListExports implements ClusterOperation {
    private static final String SNAPSHOT = "snapshotId";
    private static final String STATE = "state";

    private final ExportJobs jobs;
    private final ExportAnswers answers;

    ListExports(ExportJobs jobs, ExportAnswers answers) {
        this.jobs = jobs;
        this.answers = answers;
    }

    @Override
    public Route route() {
        return Route.get(OwnExports.BASE);
    }

    @Override
    public Permission permission() {
        return Permission.READ_PROJECT;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of("listExports", Tag.EXPORTS, "The exports of a cluster, newest first")
                .query(Property.optional(SNAPSHOT, Schema.id(), "only those of this snapshot"))
                .query(Property.optional(
                        STATE,
                        Schema.choice(Stream.of(JobState.values())
                                .map(JobState::wireName)
                                .toList()),
                        "only those in this state"))
                .answersPageOf(ExportAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        PageQuery page = request.page();
        return page.answer(jobs.page(cluster.id(), filter(request.query()), page.request()), answers::of);
    }

    private static JobFilter filter(QueryParameters query) {
        Optional<String> snapshot = query.single(SNAPSHOT);
        snapshot.filter(text -> !Id.isValid(text)).ifPresent(text -> {
            throw ApiErrorCode.INVALID_QUERY_PARAMETER.with(SNAPSHOT, "expected 24 hex digits, found \"" + text + "\"");
        });
        return new JobFilter(snapshot.map(Id::new), query.single(STATE).map(ListExports::state));
    }

    private static JobState state(String wireName) {
        return Stream.of(JobState.values())
                .filter(state -> state.wireName().equals(wireName))
                .findFirst()
                .orElseThrow(() -> ApiErrorCode.INVALID_QUERY_PARAMETER.with(
                        STATE,
                        "expected one of "
                                + Stream.of(JobState.values())
                                        .map(JobState::wireName)
                                        .collect(Collectors.joining(", "))
                                + ", found \"" + wireName + "\""));
    }
}
