package io.snapferry.server.atlas;

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
    private final String base;
    private final Tenants tenants;

    ListApiKeys(String base, Tenants tenants) {
        this.base = base;
        this.tenants = tenants;
    }

    @Override
    public Route route() {
        return Route.get(base + "/orgs/{orgId}/apiKeys");
    }

    @Override
    public Permission permission() {
        return Permission.SEE_ORGANIZATION;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "listApiKeys", Tag.API_KEYS, "The keys of an organization; their private keys are masked")
                .answersPageOf(ApiKeyAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Organization organization) {
        ApiKeyUrl url = new ApiKeyUrl(request.origin() + base, organization.id());
        return request.page().answer(tenants.apiKeys(organization.id()), key -> ApiKeyAnswer.masked(key, url));
    }
}
