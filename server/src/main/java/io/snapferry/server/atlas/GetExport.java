package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.ClusterOperation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;

/** One export job. */
final class GetExport implements ClusterOperation {
    private final Route route;
    private final ExportJobs jobs;

    GetExport(String base, ExportJobs jobs) {
        this.route = Route.get(base + "/groups/{groupId}/clusters/{clusterName}/backup/exports/{exportId}");
        this.jobs = jobs;
    }

    @Override
    public Route route() {
        return route;
    }

    @Override
    public Permission permission() {
        return Permission.READ_PROJECT;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of("getExport", Tag.EXPORTS, "One export job")
                .answers(ExportAnswer.class)
                .errors(ApiErrorCode.RESOURCE_NOT_FOUND);
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        Id<ExportJob> id = request.id("exportId");
        // No public source names a code of its own for an unknown job
        return jobs.find(cluster.id(), id)
                .map(job -> Answer.ok(ExportAnswer.of(job)))
                .orElseThrow(() -> ApiErrorCode.RESOURCE_NOT_FOUND.with("export job " + id));
    }
}
