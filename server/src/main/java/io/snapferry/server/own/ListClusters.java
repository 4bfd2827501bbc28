package io.snapferry.server.own;

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
    private final Tenants tenants;

    ListClusters(Tenants tenants) {
        this.tenants = tenants;
    }

    @Override
    public Route route() {
        return Route.get(OwnApi.BASE + "/groups/{groupId}/clusters");
    }

    @Override
    public Permission permission() {
        return Permission.READ_PROJECT;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of("listClusters", Tag.CLUSTERS, "The clusters of a project, by name")
                .answersPageOf(ClusterAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        PageQuery page = request.page();
        return page.answer(tenants.clusters(project.id(), page.request()), ClusterAnswer::of);
    }
}
