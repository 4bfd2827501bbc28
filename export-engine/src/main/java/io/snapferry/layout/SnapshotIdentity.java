package io.snapferry.layout;

import java.time.Instant;

/**
 * Whose snapshot it is, and when it was taken: all that prefix and {@code .complete} say of it.
 *
 * @param orgId 24 hex digits
 * @param orgName for people
 * @param groupId 24 hex digits, the project
 * @param groupName for people
 * @param clusterUniqueId 24 hex digits
 * @param clusterName letters, digits and dashes
 * @param createdAt when the snapshot was taken
 */
public record SnapshotIdentity(
        String orgId,
        String orgName,
        String groupId,
        String groupName,
        String clusterUniqueId,
        String clusterName,
        Instant createdAt) {}
