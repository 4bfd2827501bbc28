package io.snapferry.server.catalog;

import java.time.Instant;

/**
 * A registered destination of exports.
 *
 * @param id the {@code _id}
 * @param project that may export to it
 * @param bucketName as the store knows it; for a folder the sub-folder's name
 * @param storeAccess how it is reached, the {@code iamRoleId}
 * @param createdAt whole seconds
 */
public record ExportBucket(
        Id<ExportBucket> id, Id<Project> project, String bucketName, Id<StoreAccess> storeAccess, Instant createdAt) {}
