package io.snapferry.server.testing;

import io.snapferry.server.catalog.AccessRole;
import io.snapferry.server.catalog.AccessRoles;
import io.snapferry.server.catalog.Destinations.Deletion;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.StoreAccess;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Roles in a list. */
final class InMemoryAccessRoles implements AccessRoles {
    private final InMemoryDestinations destinations;
    private final List<AccessRole> roles = new ArrayList<>();

    InMemoryAccessRoles(InMemoryDestinations destinations) {
        this.destinations = destinations;
    }

    @Override
    public synchronized void put(AccessRole role) {
        roles.add(role);
    }

    @Override
    public synchronized Optional<AccessRole> find(Id<Project> project, Id<StoreAccess> id) {
        return list(project).stream().filter(role -> role.id().equals(id)).findFirst();
    }

    @Override
    public synchronized List<AccessRole> list(Id<Project> project) {
        return roles.stream()
                .filter(role -> role.project().equals(project))
                .sorted(Comparator.comparing(AccessRole::createdAt)
                        .thenComparing(role -> role.id().hex()))
                .toList();
    }

    @Override
    public synchronized Deletion delete(Id<Project> project, Id<StoreAccess> id) {
        Deletion access = destinations.deleteStoreAccess(project, id);
        if (access == Deletion.IN_USE) {
            return access;
        }
        boolean wasRole = roles.removeIf(
                role -> role.project().equals(project) && role.id().equals(id));
        return wasRole ? Deletion.DELETED : access;
    }
}
