package io.snapferry.server.auth;

import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Identity;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Role;
import io.snapferry.server.catalog.RoleGrant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The API key or service account that sends a request, and what its grants come to.
 *
 * @param identity as it is in the catalog
 */
public record Principal(Identity identity) {

    /** Its public key or client id. */
    public String name() {
        return identity.signInName();
    }

    /** The roles it holds in the organization. */
    public Set<Role> rolesIn(Id<Organization> organization) {
        return roles(grant -> grant instanceof RoleGrant.InOrganization in
                && in.organization().equals(organization));
    }

    /**
     * The roles that count in the project: its own there, and those in the project's organization that reach into projects.
     */
    public Set<Role> rolesIn(Project project) {
        Set<Role> roles = rolesIn(project.organization());
        roles.remove(Role.ORG_MEMBER);
        roles.addAll(roles(
                grant -> grant instanceof RoleGrant.InProject in && in.project().equals(project.id())));
        return roles;
    }

    /** Whether it sees at least one organization with all its projects. */
    public boolean seesAWholeOrganization() {
        return !wholeOrganizations().isEmpty();
    }

    /** The organizations in which it holds a role. */
    public Set<Id<Organization>> organizations() {
        return organizations(role -> true);
    }

    /** The organizations of which it sees all projects. */
    public Set<Id<Organization>> wholeOrganizations() {
        return organizations(role -> role != Role.ORG_MEMBER);
    }

    /** The projects in which it holds a role of its own. */
    public Set<Id<Project>> projects() {
        return identity.grants().stream()
                .filter(RoleGrant.InProject.class::isInstance)
                .map(grant -> ((RoleGrant.InProject) grant).project())
                .collect(Collectors.toSet());
    }

    private Set<Id<Organization>> organizations(Predicate<Role> counts) {
        return identity.grants().stream()
                .filter(grant -> counts.test(grant.role()))
                .filter(RoleGrant.InOrganization.class::isInstance)
                .map(grant -> ((RoleGrant.InOrganization) grant).organization())
                .collect(Collectors.toSet());
    }

    private Set<Role> roles(Predicate<RoleGrant> where) {
        return identity.grants().stream()
                .filter(where)
                .map(RoleGrant::role)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    }
}
