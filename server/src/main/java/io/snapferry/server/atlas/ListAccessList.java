package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.AccessLists;
import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.OrganizationOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;

/** From where a key may be used; empty for anywhere. */
final class ListAccessList implements OrganizationOperation {
    private final String base;
    private final Tenants tenants;
    private final AccessLists accessLists;

    ListAccessList(String base, Tenants tenants, AccessLists accessLists) {
        this.base = base;
        this.tenants = tenants;
        this.accessLists = accessLists;
    }

    @Override
    public Route route() {
        return Route.get(base + "/orgs/{orgId}/apiKeys/{apiUserId}/accessList");
    }

    @Override
    public Permission permission() {
        return Permission.SEE_ORGANIZATION;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "listAccessList", Tag.ACCESS_LISTS, "From where a key may be used; empty for anywhere")
                .answersPageOf(AccessListAnswer.class)
                .errors(ApiErrorCode.API_KEY_NOT_FOUND);
    }

    @Override
    public Answer answer(ApiRequest request, Organization organization) {
        ApiKey key = KeyOfPath.find(request, tenants, organization);
        String url = AccessListAnswer.url(request.origin() + base, key);
        return request.page().answer(accessLists.entries(key.id()), entry -> AccessListAnswer.of(entry, url));
    }
}
