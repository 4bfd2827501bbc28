package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.ClusterOperation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;

/** Whether all changes of a cluster are applied: always, since nothing here takes time. */
final class GetClusterStatus implements ClusterOperation {
    private final Route route;

    GetClusterStatus(String base) {
        this.route = Route.get(base + "/groups/{groupId}/clusters/{clusterName}/status");
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
        return OperationDescription.of("getClusterStatus", Tag.CLUSTERS, "Whether all changes of a cluster are applied")
                .answers(Status.class);
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        return Answer.ok(new Status("APPLIED"));
    }

    private record Status(String changeStatus) {}
}
