package io.snapferry.server.catalog;

import java.time.Instant;

/**
 * What the API calls a group.
 *
 * @param id of the project
 * @param organization that owns it
 * @param name unique over all organizations, not empty
 * @param createdAt whole seconds
 */
public record Project(Id<Project> id, Id<Organization> organization, String name, Instant createdAt) {}
