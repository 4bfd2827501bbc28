package io.snapferry.server.own;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.ClusterOperation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;

/** One export job and how far it is. */
final class GetExport implements ClusterOperation {
    private final ExportJobs jobs;
    private final ExportAnswers answers;

    GetExport(ExportJobs jobs, ExportAnswers answers) {
        this.jobs = jobs;
        this.answers = answers;
    }

    @Override
    public Route route() {
        return Route.get(OwnExports.BASE + "/{exportId}");
    }

    @Override
    public Permission permission() {
        return Permission.READ_PROJECT;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of("getExport", Tag.EXPORTS, "An export with its progress")
                .answers(ExportAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        return Answer.ok(answers.of(ExportAnswers.jobOf(request, cluster, jobs)));
    }
}
