package io.snapferry.server.atlas;

import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;

/**
 * Where the keys of an organization are in the API.
 *
 * @param root of the version of the API that was asked, absolute
 * @param organization that owns the keys
 */
record ApiKeyUrl(String root, Id<Organization> organization) {
    String of(ApiKey key) {
        return root + "/orgs/" + organization + "/apiKeys/" + key.id();
    }
}
