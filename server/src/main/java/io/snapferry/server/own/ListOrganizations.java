package io.snapferry.server.own;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.Gate;
import io.snapferry.server.http.Operation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.PageQuery;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;

/** The organizations in which the key has a role. */
final class ListOrganizations implements Operation {
    private final Tenants tenants;

    ListOrganizations(Tenants tenants) {
        this.tenants = tenants;
    }

    @Override
    public Route route() {
        return Route.get(OwnApi.BASE + "/orgs");
    }

    @Override
    public Permission permission() {
        return Permission.ANY_KEY;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "listOrganizations", Tag.ORGANIZATIONS, "The organizations in which the key has a role")
                .answersPageOf(OrganizationAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Gate gate) {
        PageQuery page = request.page();
        return page.answer(
                tenants.organizations(request.principal().organizations(), page.request()), OrganizationAnswer::of);
    }
}
