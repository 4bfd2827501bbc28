package io.snapferry.server.own;

import io.snapferry.server.atlas.RequestedJobs;
import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.ExportJobs.Submission;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.ClusterOperation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;

/**
 * Accepts an export job with options. When it answers, the job is durable. With an idempotency key the same request can be
 * sent again: it is answered with the job that it made first.
 */
final class CreateExport implements ClusterOperation {
    private final ExportJobs jobs;
    private final RequestedExports requested;
    private final ExportAnswers answers;
    private final Runnable jobSubmitted;

    CreateExport(ExportJobs jobs, RequestedExports requested, ExportAnswers answers, Runnable jobSubmitted) {
        this.jobs = jobs;
        this.requested = requested;
        this.answers = answers;
        this.jobSubmitted = jobSubmitted;
    }

    @Override
    public Route route() {
        return Route.post(OwnExports.BASE);
    }

    @Override
    public Permission permission() {
        return Permission.EXPORT;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of("createExport", Tag.EXPORTS, "Starts an export with options of its content")
                .body(RequestedExports.BODY)
                .answers(ExportAnswer.class)
                .answers(201, ExportAnswer.class)
                .errors(RequestedExports.ERRORS)
                .errors(ApiErrorCode.SNAPSHOT_EXPORT_ALREADY_ACTIVE, ApiErrorCode.IDEMPOTENCY_KEY_REUSED);
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        ExportJobs.NewJob job = requested.of(request, project, cluster).job();
        Submission submission = jobs.submit(job);
        RequestedJobs.requireFreeSnapshot(submission, job.snapshot(), cluster);
        if (submission instanceof Submission.KeyReused reused) {
            throw ApiErrorCode.IDEMPOTENCY_KEY_REUSED.with(job.idempotencyKey().orElseThrow(), reused.job());
        }
        if (submission instanceof Submission.Repeated repeated) {
            return Answer.ok(answers.of(repeated.job()));
        }
        jobSubmitted.run();
        return Answer.created(answers.of(((Submission.Accepted) submission).job()));
    }
}
