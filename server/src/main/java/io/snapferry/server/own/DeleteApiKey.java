package io.snapferry.server.own;

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
    private final Tenants tenants;

    DeleteApiKey(Tenants tenants) {
        this.tenants = tenants;
    }

    @Override
    public Route route() {
        return Route.delete(OwnApi.BASE + "/orgs/{orgId}/apiKeys/{apiKeyId}");
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
        Id<ApiKey> id = request.id("apiKeyId");
        if (!tenants.deleteApiKey(organization.id(), id)) {
            throw ApiErrorCode.API_KEY_NOT_FOUND.with(id, organization.id());
        }
        return Answer.noContent();
    }
}
