package io.snapferry.server.catalog;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A backup of a cluster: one that exists and was registered, or one that is taken here.
 *
 * @param id of the snapshot
 * @param cluster that it is of
 * @param status where it is in its life
 * @param origin who took it, and why
 * @param members one for a replica set, one per shard for a sharded cluster; ordered by replica set name; empty until it is
 *     completed
 * @param createdAt when the backup was taken, and until it is completed when it was asked for; to the millisecond, since
 *     {@code .complete} shows it so
 * @param expiresAt when it may be deleted; absent when nobody said
 * @param description for people, may be empty
 * @param mongodVersion empty when unknown
 * @param storageSizeBytes of the files
 * @param readMode how consistent a snapshot is that was taken here; absent for others
 * @param failure why it failed
 */
public record Snapshot(
        Id<Snapshot> id,
        Id<Cluster> cluster,
        SnapshotStatus status,
        SnapshotOrigin origin,
        List<Member> members,
        Instant createdAt,
        Optional<Instant> expiresAt,
        String description,
        String mongodVersion,
        long storageSizeBytes,
        Optional<String> readMode,
        Optional<Failure> failure) {
    /** Copies the members, and orders them by replica set name. */
    public Snapshot {
        members = members.stream()
                .sorted(Comparator.comparing(Member::replicaSetName))
                .toList();
    }

    /** Where each replica set's part is, by its name. */
    public SortedMap<String, Path> sources() {
        SortedMap<String, Path> sources = new TreeMap<>();
        members.forEach(member -> sources.put(member.replicaSetName(), member.source()));
        return sources;
    }

    /** A registered backup whose data directories are read with their journals. */
    public Snapshot(
            Id<Snapshot> id,
            Id<Cluster> cluster,
            List<Member> members,
            Instant createdAt,
            Optional<Instant> expiresAt,
            String description,
            String mongodVersion,
            long storageSizeBytes) {
        this(
                id,
                cluster,
                new SnapshotOrigin.Registered(false),
                members,
                createdAt,
                expiresAt,
                description,
                mongodVersion,
                storageSizeBytes);
    }

    /** A registered backup. Always complete: registering takes what is there. */
    public Snapshot(
            Id<Snapshot> id,
            Id<Cluster> cluster,
            SnapshotOrigin.Registered origin,
            List<Member> members,
            Instant createdAt,
            Optional<Instant> expiresAt,
            String description,
            String mongodVersion,
            long storageSizeBytes) {
        this(
                id,
                cluster,
                SnapshotStatus.COMPLETED,
                origin,
                members,
                createdAt,
                expiresAt,
                description,
                mongodVersion,
                storageSizeBytes,
                Optional.empty(),
                Optional.empty());
    }

    /** The same with another time of expiry. */
    public Snapshot withExpiry(Instant newExpiry) {
        return new Snapshot(
                id,
                cluster,
                status,
                origin,
                members,
                createdAt,
                Optional.of(newExpiry),
                description,
                mongodVersion,
                storageSizeBytes,
                readMode,
                failure);
    }

    /** Whether its data directories are read as of their newest checkpoint, without the journal. */
    public boolean isAtCheckpoint() {
        return origin instanceof SnapshotOrigin.Registered registered && registered.isAtCheckpoint();
    }

    /** Whether its files are this server's own, to be deleted with it. */
    public boolean isTakenHere() {
        return !(origin instanceof SnapshotOrigin.Registered);
    }

    /**
     * A replica set's part.
     *
     * @param id of the member
     * @param replicaSetName for example {@code atlas-98ztan-shard-0}
     * @param source absolute path of what can be opened as a snapshot source
     */
    public record Member(Id<Member> id, String replicaSetName, Path source) {}

    /**
     * Why a snapshot failed.
     *
     * @param errorCode upper-case words with underscores, one of docs/errors.md
     * @param message names cluster and collection as far as known; no secret
     */
    public record Failure(String errorCode, String message) {}
}
