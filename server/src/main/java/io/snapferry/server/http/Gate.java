package io.snapferry.server.http;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.auth.Principal;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Role;
import io.snapferry.server.catalog.RoleGrant;
import io.snapferry.server.catalog.Tenants;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Opens organizations, projects and clusters for a key, or says no without telling what exists. Thread-safe.
 *
 * <p>What a key has no role in is answered as if it did not exist, and the answer depends on the key alone: 404 to a key that
 * sees a whole organization (which may know that its own projects are not meant), 403 to all others. See
 * docs/adr/0003-unknown-and-forbidden.md.
 */
public final class Gate {
    private final Tenants tenants;

    /** Looks into these tenants. */
    public Gate(Tenants tenants) {
        this.tenants = tenants;
    }

    /**
     * The organization of the path parameter {@code orgId}.
     *
     * @throws ApiException when it is unknown or the key lacks the permission
     */
    Organization organization(ApiRequest request, Permission permission) {
        return organization(request, request.id("orgId"), permission);
    }

    /**
     * An organization that the body names.
     *
     * @throws ApiException when it is unknown or the key lacks the permission
     */
    public Organization organization(ApiRequest request, Id<Organization> id, Permission permission) {
        Principal principal = request.principal();
        Set<Role> held = principal.rolesIn(id);
        Optional<Organization> organization = tenants.organization(id).filter(found -> !held.isEmpty());
        if (organization.isEmpty()) {
            throw principal.seesAWholeOrganization()
                    ? ApiErrorCode.ORG_NOT_FOUND.with(id)
                    : ApiErrorCode.ACCESS_FORBIDDEN.with();
        }
        check(permission, held);
        return organization.get();
    }

    /**
     * The project of the path parameter {@code groupId}.
     *
     * @throws ApiException when it is unknown or the key lacks the permission
     */
    Project project(ApiRequest request, Permission permission) {
        Id<Project> id = request.id("groupId");
        Principal principal = request.principal();
        Optional<Project> project =
                tenants.project(id).filter(found -> !principal.rolesIn(found).isEmpty());
        if (project.isEmpty()) {
            throw principal.seesAWholeOrganization()
                    ? ApiErrorCode.GROUP_NOT_FOUND.with(id)
                    : ApiErrorCode.ACCESS_FORBIDDEN.with();
        }
        check(permission, principal.rolesIn(project.get()));
        return project.get();
    }

    /**
     * The cluster of the path parameter {@code clusterName}.
     *
     * @throws ApiException when the project has none of the name
     */
    Cluster cluster(ApiRequest request, Project project) {
        String name = request.pathParameter("clusterName");
        return Optional.of(name)
                .filter(Cluster::isValidName)
                .flatMap(valid -> tenants.cluster(project.id(), valid))
                .orElseThrow(() -> ApiErrorCode.CLUSTER_NOT_FOUND.with(name, project.id()));
    }

    /**
     * For operations whose path names nothing.
     *
     * @throws ApiException when the key has the permission nowhere
     */
    public void anywhere(ApiRequest request, Permission permission) {
        Set<Role> held = request.principal().identity().grants().stream()
                .map(RoleGrant::role)
                .collect(Collectors.toSet());
        check(permission, held);
    }

    private static void check(Permission permission, Set<Role> held) {
        if (!permission.isGivenBy(held)) {
            throw ApiErrorCode.ACCESS_FORBIDDEN.with();
        }
    }
}
