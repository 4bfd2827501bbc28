package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.AccessLists;
import io.snapferry.server.catalog.AddressRange;
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
import io.snapferry.server.network.AddressBlock;

/**
 * Removes an entry from a key's access list. The path has its address, or for a range the block with a dash for its slash
 * ({@code 192.0.2.0-24}): an encoded slash is refused before the API. Without its last entry a key may be used from anywhere.
 */
final class RemoveFromAccessList implements OrganizationOperation {
    private final String base;
    private final Tenants tenants;
    private final AccessLists accessLists;

    RemoveFromAccessList(String base, Tenants tenants, AccessLists accessLists) {
        this.base = base;
        this.tenants = tenants;
        this.accessLists = accessLists;
    }

    @Override
    public Route route() {
        return Route.delete(base + "/orgs/{orgId}/apiKeys/{apiUserId}/accessList/{ipAddress}");
    }

    @Override
    public Permission permission() {
        return Permission.OWN_ORGANIZATION;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "removeFromAccessList", Tag.ACCESS_LISTS, "Removes an entry from the access list of a key")
                .answersNothing(204)
                .errors(ApiErrorCode.API_KEY_NOT_FOUND, ApiErrorCode.RESOURCE_NOT_FOUND);
    }

    @Override
    public Answer answer(ApiRequest request, Organization organization) {
        ApiKey key = KeyOfPath.find(request, tenants, organization);
        String text = request.pathParameter("ipAddress");
        boolean isRemoved = AddressRange.parse(text.replace('-', '/'))
                .or(() -> AddressBlock.address(text).map(AddressRange::of))
                .filter(range -> accessLists.remove(key.id(), range))
                .isPresent();
        if (!isRemoved) {
            throw ApiErrorCode.RESOURCE_NOT_FOUND.with(text);
        }
        return Answer.noContent();
    }
}
