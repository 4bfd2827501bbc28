package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Role;
import io.snapferry.server.catalog.RoleGrant;
import org.jspecify.annotations.Nullable;

/** A grant as it stands in a column {@code grants_json}. Exactly one of the two ids is there. */
record StoredGrant(
        Role role, @Nullable String organization, @Nullable String project) {
    static StoredGrant of(RoleGrant grant) {
        if (grant instanceof RoleGrant.InOrganization in) {
            return new StoredGrant(in.role(), in.organization().hex(), null);
        }
        return new StoredGrant(
                grant.role(), null, ((RoleGrant.InProject) grant).project().hex());
    }

    RoleGrant toDomain() {
        if (organization != null) {
            return new RoleGrant.InOrganization(role, new Id<>(organization));
        }
        if (project != null) {
            return new RoleGrant.InProject(role, new Id<>(project));
        }
        throw new IllegalStateException("a column grants_json of the catalog holds a grant of nothing");
    }
}
