package io.snapferry.server.catalog;

/** A role that a key holds, and where. */
public sealed interface RoleGrant {
    /** What may be done. */
    Role role();

    /** A role in an organization. */
    record InOrganization(Role role, Id<Organization> organization) implements RoleGrant {
        /** @throws IllegalArgumentException when the role is one of projects */
        public InOrganization {
            if (!role.isOfOrganization()) {
                throw new IllegalArgumentException(role + " is not a role of organizations");
            }
        }
    }

    /** A role in a project. */
    record InProject(Role role, Id<Project> project) implements RoleGrant {
        /** @throws IllegalArgumentException when the role is one of organizations */
        public InProject {
            if (role.isOfOrganization()) {
                throw new IllegalArgumentException(role + " is not a role of projects");
            }
        }
    }
}
