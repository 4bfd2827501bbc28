package io.snapferry.server.own;

import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Role;
import io.snapferry.server.catalog.RoleGrant;
import java.util.List;
import java.util.Optional;

/**
 * An API key on the wire, as Atlas shows it.
 *
 * @param privateKey whole in the answer to the request that made the key, masked ever after: only a hash is kept
 */
record ApiKeyAnswer(String desc, Id<ApiKey> id, String privateKey, String publicKey, List<RoleAnswer> roles) {

    record RoleAnswer(Optional<Id<Project>> groupId, Optional<Id<Organization>> orgId, Role roleName) {
        static RoleAnswer of(RoleGrant grant) {
            if (grant instanceof RoleGrant.InProject in) {
                return new RoleAnswer(Optional.of(in.project()), Optional.empty(), in.role());
            }
            RoleGrant.InOrganization in = (RoleGrant.InOrganization) grant;
            return new RoleAnswer(Optional.empty(), Optional.of(in.organization()), in.role());
        }
    }

    static ApiKeyAnswer masked(ApiKey key) {
        return of(key, "********-****-****-****-********" + key.privateKeySuffix());
    }

    static ApiKeyAnswer of(ApiKey key, String privateKey) {
        return new ApiKeyAnswer(
                key.description(),
                key.id(),
                privateKey,
                key.publicKey(),
                key.grants().stream().map(RoleAnswer::of).toList());
    }
}
