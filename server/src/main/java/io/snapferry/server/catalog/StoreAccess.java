package io.snapferry.server.catalog;

import java.time.Instant;

/**
 * How a project may reach an object store: what Atlas calls a cloud provider access role, and what an export bucket's
 * {@code iamRoleId} points to.
 *
 * @param id the {@code roleId}
 * @param project that may use it
 * @param name unique in the project, for people
 * @param settings where and how
 * @param createdAt whole seconds
 * @param isDeclared whether it stands in the configuration file, so that its endpoints are trusted
 */
public record StoreAccess(
        Id<StoreAccess> id,
        Id<Project> project,
        String name,
        StoreSettings settings,
        Instant createdAt,
        boolean isDeclared) {
    /** One that a client described. */
    public StoreAccess(
            Id<StoreAccess> id, Id<Project> project, String name, StoreSettings settings, Instant createdAt) {
        this(id, project, name, settings, createdAt, false);
    }
}
