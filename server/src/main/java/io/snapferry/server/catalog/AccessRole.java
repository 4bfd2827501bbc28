package io.snapferry.server.catalog;

import java.time.Instant;
import java.util.UUID;

/**
 * A cloud provider access role that a client asked for. It is authorized once there is a {@link StoreAccess} with its id,
 * which is what a client makes of it when it tells the role's ARN.
 *
 * @param id the {@code roleId}, and the id of the store access that it becomes
 * @param project that may use it
 * @param externalId that the role's trust policy has to ask for
 * @param createdAt whole seconds
 */
public record AccessRole(Id<StoreAccess> id, Id<Project> project, UUID externalId, Instant createdAt) {}
