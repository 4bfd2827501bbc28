package io.snapferry.server.catalog;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An existing backup, registered as a snapshot of a cluster. Always complete: registering takes what is there.
 *
 * @param id of the snapshot
 * @param cluster that it is of
 * @param members one for a replica set, one per shard for a sharded cluster; ordered by replica set name
 * @param createdAt when the backup was taken; to the millisecond, since {@code .complete} shows it so
 * @param expiresAt when it may be deleted; absent when nobody said
 * @param description for people, may be empty
 * @param mongodVersion empty when unknown
 * @param storageSizeBytes of the files
 */
public record Snapshot(
        Id<Snapshot> id,
        Id<Cluster> cluster,
        List<Member> members,
        Instant createdAt,
        Optional<Instant> expiresAt,
        String description,
        String mongodVersion,
        long storageSizeBytes) {
    /** Copies the members, and orders them by replica set name. */
    public Snapshot {
        members = members.stream()
                .sorted(Comparator.comparing(Member::replicaSetName))
                .toList();
    }

    /** The same with another time of expiry. */
    public Snapshot withExpiry(Instant newExpiry) {
        return new Snapshot(
                id, cluster, members, createdAt, Optional.of(newExpiry), description, mongodVersion, storageSizeBytes);
    }

    /**
     * A replica set's part.
     *
     * @param id of the member
     * @param replicaSetName for example {@code atlas-98ztan-shard-0}
     * @param source absolute path of what can be opened as a snapshot source
     */
    public record Member(Id<Member> id, String replicaSetName, Path source) {}
}
