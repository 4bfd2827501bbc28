package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.OrganizationOperation;
import io.snapferry.server.http.PageQuery;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import java.util.List;

/** The projects of an organization, oldest first. */
final class ListOrganizationProjects implements OrganizationOperation {
    private final Route route;
    private final AtlasApi api;
    private final Tenants tenants;

    ListOrganizationProjects(AtlasApi api, Tenants tenants) {
        this.route = Route.get(api.base() + "/orgs/{orgId}/groups");
        this.api = api;
        this.tenants = tenants;
    }

    @Override
    public Route route() {
        return route;
    }

    @Override
    public Permission permission() {
        return Permission.READ_ORGANIZATION;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "listOrganizationProjects", Tag.PROJECTS, "The projects of an organization, oldest first")
                .answersPageOf(ProjectAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Organization organization) {
        PageQuery page = request.page();
        return page.answer(
                tenants.projects(List.of(organization.id()), List.of(), page.request()),
                project -> ProjectAnswer.of(project, request, api, tenants));
    }
}
