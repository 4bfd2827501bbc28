package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.OrganizationOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;

/** Deletes a key; it cannot sign in any more. */
final class DeleteApiKey implements OrganizationOperation {
    private final String base;
    private final Tenants tenants;

    DeleteApiKey(String base, Tenants tenants) {
        this.base = base;
        this.tenants = tenants;
    }

    @Override
    public Route route() {
        return Route.delete(base + "/orgs/{orgId}/apiKeys/{apiUserId}");
    }

    @Override
    public Permission permission() {
        return Permission.OWN_ORGANIZATION;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of("deleteApiKey", Tag.API_KEYS, "Deletes a key; it cannot sign in any more")
                .answersNothing(204)
                .errors(ApiErrorCode.API_KEY_NOT_FOUND);
    }

    @Override
    public Answer answer(ApiRequest request, Organization organization) {
        Id<ApiKey> id = KeyOfPath.id(request);
        if (!tenants.deleteApiKey(organization.id(), id)) {
            throw ApiErrorCode.API_KEY_NOT_FOUND.with(id, organization.id());
        }
        return Answer.noContent();
    }
}
