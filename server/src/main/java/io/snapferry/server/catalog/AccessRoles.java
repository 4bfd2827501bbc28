package io.snapferry.server.catalog;

import io.snapferry.server.catalog.Destinations.Deletion;
import java.util.List;
import java.util.Optional;

/** Cloud provider access roles. Thread-safe; every write is durable when its method returns. */
public interface AccessRoles {

    /** Inserts the role. */
    void put(AccessRole role);

    Optional<AccessRole> find(Id<Project> project, Id<StoreAccess> id);

    /** Ordered by creation, then id. */
    List<AccessRole> list(Id<Project> project);

    /**
     * Deletes the role and the store access that it became; also a store access that never was a role.
     *
     * @return IN_USE while a bucket uses the store access
     */
    Deletion delete(Id<Project> project, Id<StoreAccess> id);
}
