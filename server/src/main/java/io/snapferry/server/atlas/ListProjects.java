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

/** The projects that the key sees, oldest first. */
final class ListProjects implements Operation {
    private final Route route;
    private final AtlasApi api;
    private final Tenants tenants;

    ListProjects(AtlasApi api, Tenants tenants) {
        this.route = Route.get(api.base() + "/groups");
        this.api = api;
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
        return OperationDescription.of("listProjects", Tag.PROJECTS, "The projects that the key sees, oldest first")
                .answersPageOf(ProjectAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Gate gate) {
        PageQuery page = request.page();
        Principal principal = request.principal();
        return page.answer(
                tenants.projects(principal.wholeOrganizations(), principal.projects(), page.request()),
                project -> ProjectAnswer.of(project, request, api, tenants));
    }
}
