package io.snapferry.server.own;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.ClusterOperation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.queue.ExportPreviews;
import io.snapferry.server.queue.ExportPreviews.Outcome;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.time.Duration;

/** Tells what an export would write, and writes nothing. */
final class DryRunExport implements ClusterOperation {
    private static final String LIMIT = "limit";
    private static final int DEFAULT_LIMIT = 1_000;
    private static final int MAX_LIMIT = 10_000;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final ExportJobs jobs;
    private final RequestedExports requested;
    private final ExportPreviews previews;

    DryRunExport(ExportJobs jobs, RequestedExports requested, ExportPreviews previews) {
        this.jobs = jobs;
        this.requested = requested;
        this.previews = previews;
    }

    @Override
    public Route route() {
        return Route.post(OwnExports.BASE + "/dryRun");
    }

    @Override
    public Permission permission() {
        return Permission.EXPORT;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "dryRunExport", Tag.EXPORTS, "Tells what an export would write, and writes nothing")
                .query(Property.optional(
                        LIMIT,
                        Schema.whole(0, MAX_LIMIT),
                        "object keys in the answer, " + DEFAULT_LIMIT + " when absent"))
                .body(RequestedExports.BODY)
                .answers(DryRunAnswer.class)
                .errors(RequestedExports.ERRORS)
                .errors(
                        ApiErrorCode.SNAPSHOT_NOT_EXPORTABLE,
                        ApiErrorCode.TOO_MANY_DRY_RUNS,
                        ApiErrorCode.DRY_RUN_TOO_LONG);
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        int limit = request.query().integer(LIMIT, DEFAULT_LIMIT, 0, MAX_LIMIT);
        RequestedExports.Requested export = requested.of(request, project, cluster);
        ExportJobs.NewJob job = export.job();
        String prefix = jobs.prefixOf(job);
        Outcome outcome = previews.of(export.snapshot(), job.options(), prefix, limit);
        if (outcome instanceof Outcome.NotExportable no) {
            throw ApiErrorCode.SNAPSHOT_NOT_EXPORTABLE.with(job.snapshot(), no.reason());
        }
        if (outcome instanceof Outcome.Busy) {
            throw ApiErrorCode.TOO_MANY_DRY_RUNS
                    .with(ExportPreviews.MAX_AT_A_TIME)
                    .retryAfter(RETRY_AFTER);
        }
        if (outcome instanceof Outcome.TooLong tooLong) {
            throw ApiErrorCode.DRY_RUN_TOO_LONG.with(
                    job.snapshot(), tooLong.limit().toSeconds());
        }
        return Answer.ok(DryRunAnswer.of(job, prefix, ((Outcome.Planned) outcome).preview()));
    }
}
