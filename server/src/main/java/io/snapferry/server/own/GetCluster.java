package io.snapferry.server.own;

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
    @Override
    public Route route() {
        return Route.get(OwnApi.BASE + "/groups/{groupId}/clusters/{clusterName}");
    }

    @Override
    public Permission permission() {
        return Permission.READ_PROJECT;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of("getCluster", Tag.CLUSTERS, "One cluster")
                .answers(ClusterAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        return Answer.ok(ClusterAnswer.of(cluster));
    }
}
