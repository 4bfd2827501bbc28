package io.snapferry.server.atlas;

import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Identity;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Role;
import io.snapferry.server.catalog.RoleGrant;
import java.util.List;
import java.util.Optional;

/** A granted role on the wire, with the one of the two ids that it has. */
record RoleAnswer(Optional<Id<Project>> groupId, Optional<Id<Organization>> orgId, Role roleName) {

    static List<RoleAnswer> allOf(Identity identity) {
        return identity.grants().stream().map(RoleAnswer::of).toList();
    }

    private static RoleAnswer of(RoleGrant grant) {
        if (grant instanceof RoleGrant.InProject in) {
            return new RoleAnswer(Optional.of(in.project()), Optional.empty(), in.role());
        }
        RoleGrant.InOrganization in = (RoleGrant.InOrganization) grant;
        return new RoleAnswer(Optional.empty(), Optional.of(in.organization()), in.role());
    }
}
