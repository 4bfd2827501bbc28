package io.snapferry.server.own;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.ClusterOperation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;

/** Forgets a cluster with its schedule, snapshots and jobs. The cluster itself, and what was exported, stay as they are. */
final class DeleteCluster implements ClusterOperation {
    private final Tenants tenants;

    DeleteCluster(Tenants tenants) {
        this.tenants = tenants;
    }

    @Override
    public Route route() {
        return Route.delete(OwnApi.BASE + "/groups/{groupId}/clusters/{clusterName}");
    }

    @Override
    public Permission permission() {
        return Permission.OWN_PROJECT;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "deleteCluster", Tag.CLUSTERS, "Forgets a cluster with its schedule, snapshots and jobs")
                .answersNothing(204)
                .errors(ApiErrorCode.CANNOT_DELETE_CLUSTER_ACTIVE_EXPORT);
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        return switch (tenants.deleteCluster(project.id(), cluster.id())) {
            case DELETED -> Answer.noContent();
            case UNKNOWN -> throw ApiErrorCode.CLUSTER_NOT_FOUND.with(cluster.name(), project.id());
            case IN_USE -> throw ApiErrorCode.CANNOT_DELETE_CLUSTER_ACTIVE_EXPORT.with(cluster.name());
        };
    }
}
