package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.ClusterOperation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.PageQuery;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;

/** The export jobs of a cluster, newest first. */
final class ListExports implements ClusterOperation {
    private final Route route;
    private final ExportJobs jobs;

    ListExports(String base, ExportJobs jobs) {
        this.route = Route.get(base + "/groups/{groupId}/clusters/{clusterName}/backup/exports");
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
        return OperationDescription.of("listExports", Tag.EXPORTS, "The export jobs of a cluster, newest first")
                .answersPageOf(ExportAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        PageQuery page = request.page();
        return page.answer(jobs.page(cluster.id(), page.request()), ExportAnswer::of);
    }
}
