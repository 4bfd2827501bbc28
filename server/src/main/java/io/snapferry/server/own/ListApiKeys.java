package io.snapferry.server.own;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.OrganizationOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;

/** The keys of an organization; their private keys are masked. */
final class ListApiKeys implements OrganizationOperation {
    private final Tenants tenants;

    ListApiKeys(Tenants tenants) {
        this.tenants = tenants;
    }

    @Override
    public Route route() {
        return Route.get(OwnApi.BASE + "/orgs/{orgId}/apiKeys");
    }

    @Override
    public Permission permission() {
        return Permission.READ_ORGANIZATION;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "listApiKeys", Tag.API_KEYS, "The keys of an organization; their private keys are masked")
                .answersPageOf(ApiKeyAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Organization organization) {
        return request.page().answer(tenants.apiKeys(organization.id()), ApiKeyAnswer::masked);
    }
}
