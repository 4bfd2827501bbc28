package io.snapferry.server.own;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Leftovers;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiException;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.ClusterOperation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.queue.RunningExports;
import java.time.Clock;
import java.util.Optional;

/**
 * Calls an export off. 200 when it is Cancelled, 202 when its worker has still to stop; after either {@code .complete} is
 * never written. What was written stays, or is removed soon after where the server was told so.
 */
final class CancelExport implements ClusterOperation {
    private static final int ACCEPTED = 202;

    private final ExportJobs jobs;
    private final Clock clock;
    private final ExportAnswers answers;
    private final RunningExports running;
    private final Leftovers leftovers;

    CancelExport(ExportJobs jobs, Clock clock, ExportAnswers answers, RunningExports running, Leftovers leftovers) {
        this.jobs = jobs;
        this.clock = clock;
        this.answers = answers;
        this.running = running;
        this.leftovers = leftovers;
    }

    @Override
    public Route route() {
        return Route.delete(OwnExports.BASE + "/{exportId}");
    }

    @Override
    public Permission permission() {
        return Permission.EXPORT;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "cancelExport",
                        Tag.EXPORTS,
                        "Calls an export off; what was written stays, or is removed where the server is set so")
                .answers(ExportAnswer.class)
                .answers(ACCEPTED, ExportAnswer.class)
                .errors(ApiErrorCode.EXPORT_NOT_CANCELLABLE);
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        Id<ExportJob> id = request.id("exportId");
        ExportJobs.Cancellation cancellation = jobs.cancel(cluster.id(), id, clock.instant(), leftovers);
        ExportJob job = ExportAnswers.jobOf(request, cluster, jobs);
        return switch (cancellation) {
            case CANCELLED -> {
                running.stop(id); // a worker whose claim ran out may be at it still, and others may wait in the queue
                yield Answer.ok(answers.of(job));
            }
            case REQUESTED -> {
                running.stop(id);
                yield new Answer(ACCEPTED, Optional.of(answers.of(job)));
            }
            case TOO_LATE, UNKNOWN -> throw tooLate(job);
        };
    }

    private static ApiException tooLate(ExportJob job) {
        return ApiErrorCode.EXPORT_NOT_CANCELLABLE.with(
                job.id(),
                job.state().isFinal() ? "it is " + job.state().wireName() : "its last object is being written");
    }
}
