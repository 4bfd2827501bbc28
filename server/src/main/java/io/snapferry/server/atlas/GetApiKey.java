package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.OrganizationOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;

/** One key of an organization; its private key is masked. */
final class GetApiKey implements OrganizationOperation {
    private final String base;
    private final Tenants tenants;

    GetApiKey(String base, Tenants tenants) {
        this.base = base;
        this.tenants = tenants;
    }

    @Override
    public Route route() {
        return Route.get(base + "/orgs/{orgId}/apiKeys/{apiUserId}");
    }

    @Override
    public Permission permission() {
        return Permission.SEE_ORGANIZATION;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of("getApiKey", Tag.API_KEYS, "One key; its private key is masked")
                .answers(ApiKeyAnswer.class)
                .errors(ApiErrorCode.API_KEY_NOT_FOUND);
    }

    @Override
    public Answer answer(ApiRequest request, Organization organization) {
        ApiKeyUrl url = new ApiKeyUrl(request.origin() + base, organization.id());
        return Answer.ok(ApiKeyAnswer.masked(KeyOfPath.find(request, tenants, organization), url));
    }
}
