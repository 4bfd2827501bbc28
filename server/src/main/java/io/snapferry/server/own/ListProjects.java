package io.snapferry.server.own;

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

/** The projects that the key sees. */
final class ListProjects implements Operation {
    private final Tenants tenants;

    ListProjects(Tenants tenants) {
        this.tenants = tenants;
    }

    @Override
    public Route route() {
        return Route.get(OwnApi.BASE + "/groups");
    }

    @Override
    public Permission permission() {
        return Permission.ANY_KEY;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of("listProjects", Tag.PROJECTS, "The projects that the key sees")
                .answersPageOf(ProjectAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Gate gate) {
        PageQuery page = request.page();
        Principal principal = request.principal();
        return page.answer(
                tenants.projects(principal.wholeOrganizations(), principal.projects(), page.request()),
                ProjectAnswer::of);
    }
}
