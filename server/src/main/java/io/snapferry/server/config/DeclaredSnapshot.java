package io.snapferry.server.config;

import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Snapshot;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A snapshot of the configuration file.
 *
 * @param key where it stands, for messages
 * @param id absent to derive it from the names and the time
 * @param createdAt to the millisecond
 * @param description for people, may be empty
 * @param mongodbVersion that of the cluster unless told otherwise
 * @param isAtCheckpoint whether data directories are read as of their newest checkpoint, without the journal
 * @param replicaSets one, or several of a sharded cluster
 */
public record DeclaredSnapshot(
        String key,
        Optional<Id<Snapshot>> id,
        Instant createdAt,
        String description,
        String mongodbVersion,
        boolean isAtCheckpoint,
        List<ReplicaSet> replicaSets) {
    /** Copies the replica sets. */
    public DeclaredSnapshot {
        replicaSets = List.copyOf(replicaSets);
    }

    /**
     * Where a replica set's part is.
     *
     * @param name unique in the snapshot
     * @param source absolute
     */
    public record ReplicaSet(String name, Path source) {}
}
