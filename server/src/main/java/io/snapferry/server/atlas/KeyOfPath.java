package io.snapferry.server.atlas;

import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;

/** The API key of the path parameter {@code apiUserId}, looked for only in the organization of the path. */
final class KeyOfPath {
    private KeyOfPath() {}

    static Id<ApiKey> id(ApiRequest request) {
        return request.id("apiUserId");
    }

    /** @throws io.snapferry.server.http.ApiException when the organization has no such key */
    static ApiKey find(ApiRequest request, Tenants tenants, Organization organization) {
        Id<ApiKey> id = id(request);
        return tenants.apiKeys(organization.id()).stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .orElseThrow(() -> ApiErrorCode.API_KEY_NOT_FOUND.with(id, organization.id()));
    }
}
