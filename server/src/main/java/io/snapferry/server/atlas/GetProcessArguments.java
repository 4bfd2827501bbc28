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
import java.util.Map;

/** The arguments with which the processes of a cluster run. Who runs it knows them, this server does not: none is told. */
final class GetProcessArguments implements ClusterOperation {
    private final Route route;

    GetProcessArguments(String base) {
        this.route = Route.get(base + "/groups/{groupId}/clusters/{clusterName}/processArgs");
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
        return OperationDescription.of(
                        "getProcessArguments", Tag.CLUSTERS, "The arguments of a cluster's processes: none is known")
                .answers(200, new OperationDescription.Form.EmptyObject());
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        return Answer.ok(Map.of());
    }
}
