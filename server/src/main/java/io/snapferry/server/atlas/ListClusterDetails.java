package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.auth.Principal;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.Gate;
import io.snapferry.server.http.Operation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.PageQuery;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;

/** A summary of all clusters that the key sees, project by project. */
final class ListClusterDetails implements Operation {
    private final Route route;
    private final Tenants tenants;

    ListClusterDetails(String base, Tenants tenants) {
        this.route = Route.get(base + "/clusters");
        this.tenants = tenants;
    }

    @Override
    public Route route() {
        return route;
    }

    @Override
    public Permission permission() {
        return Permission.ANY_KEY;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "listClusterDetails",
                        Tag.CLUSTERS,
                        "A summary of all clusters that the key sees, project by project")
                .answersPageOf(ProjectClustersAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Gate gate) {
        PageQuery page = request.page();
        Principal principal = request.principal();
        return page.answer(
                tenants.projects(principal.wholeOrganizations(), principal.projects(), page.request()),
                project -> ProjectClustersAnswer.of(project, tenants));
    }
}
