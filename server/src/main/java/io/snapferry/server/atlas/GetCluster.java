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

/** One cluster. */
final class GetCluster implements ClusterOperation {
    private final String base;
    private final Route route;
    private final ClusterShape shape;

    GetCluster(String base, ClusterShape shape) {
        this.base = base;
        this.route = Route.get(base + "/groups/{groupId}/clusters/{clusterName}");
        this.shape = shape;
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
        return OperationDescription.of("getCluster", Tag.CLUSTERS, "One cluster")
                .answers(shape.wireRecord());
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        return Answer.ok(shape.of(cluster, ClusterUrl.of(request, base, project, cluster)));
    }
}
