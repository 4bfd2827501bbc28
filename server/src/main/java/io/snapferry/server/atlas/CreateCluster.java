package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.NameTakenException;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import java.time.Clock;

/** Registers a self-managed cluster. */
final class CreateCluster implements ProjectOperation {
    private final String base;
    private final Route route;
    private final Tenants tenants;
    private final ClusterShape shape;
    private final Clock clock;

    CreateCluster(String base, Tenants tenants, ClusterShape shape, Clock clock) {
        this.base = base;
        this.route = Route.post(base + "/groups/{groupId}/clusters");
        this.tenants = tenants;
        this.shape = shape;
        this.clock = clock;
    }

    @Override
    public Route route() {
        return route;
    }

    @Override
    public Permission permission() {
        return Permission.OWN_PROJECT;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of("createCluster", Tag.CLUSTERS, "Registers a self-managed cluster")
                .body(ClusterRequest.BODY)
                .answers(201, shape.wireRecord())
                .errors(ApiErrorCode.CLUSTER_NAME_INVALID, ApiErrorCode.DUPLICATE_CLUSTER_NAME);
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        Cluster cluster = ClusterRequest.of(request, project, clock.instant());
        try {
            tenants.putCluster(cluster);
        } catch (NameTakenException e) {
            throw ApiErrorCode.DUPLICATE_CLUSTER_NAME.with(cluster.name(), project.id());
        }
        return Answer.created(shape.of(cluster, ClusterUrl.of(request, base, project, cluster)));
    }
}
