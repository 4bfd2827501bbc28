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

/** The Successful export of a cluster that finished last. */
final class GetLatestExport implements ClusterOperation {
    private final ExportJobs jobs;
    private final ExportAnswers answers;

    GetLatestExport(ExportJobs jobs, ExportAnswers answers) {
        this.jobs = jobs;
        this.answers = answers;
    }

    @Override
    public Route route() {
        return Route.get(OwnExports.BASE + "/latestSuccessful");
    }

    @Override
    public Permission permission() {
        return Permission.READ_PROJECT;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "getLatestSuccessfulExport", Tag.EXPORTS, "The successful export that finished last")
                .answers(ExportAnswer.class)
                .errors(ApiErrorCode.NO_SUCCESSFUL_EXPORT);
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        return jobs.latestSuccessful(cluster.id())
                .map(job -> Answer.ok(answers.of(job)))
                .orElseThrow(() -> ApiErrorCode.NO_SUCCESSFUL_EXPORT.with(cluster.name()));
    }
}
