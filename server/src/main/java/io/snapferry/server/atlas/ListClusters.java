package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.PageQuery;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;

/** The clusters of a project, by name. */
final class ListClusters implements ProjectOperation {
    private final String base;
    private final Route route;
    private final Tenants tenants;
    private final ClusterShape shape;

    ListClusters(String base, Tenants tenants, ClusterShape shape) {
        this.base = base;
        this.route = Route.get(base + "/groups/{groupId}/clusters");
        this.tenants = tenants;
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
        return OperationDescription.of("listClusters", Tag.CLUSTERS, "The clusters of a project, by name")
                .answersPageOf(shape.wireRecord());
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        PageQuery page = request.page();
        return page.answer(
                tenants.clusters(project.id(), page.request()),
                cluster -> shape.of(cluster, ClusterUrl.of(request, base, project, cluster)));
    }
}
