package io.snapferry.server.catalog;

import java.time.Instant;
import java.util.Optional;

/** Snapshots, registered or taken. Thread-safe; every write is durable when its method returns. */
public interface Snapshots {

    /** Inserts the snapshot, or replaces the one with this id. */
    void put(Snapshot snapshot);

    Optional<Snapshot> find(Id<Cluster> cluster, Id<Snapshot> id);

    /** Newest {@link Snapshot#createdAt} first. */
    Page<Snapshot> page(Id<Cluster> cluster, Page.Request page);

    /**
     * Changes when the snapshot may be deleted, and nothing else of it. From then on a change of the schedule does not change
     * it.
     *
     * @return the snapshot as it is now; empty when there is none with this id
     */
    Optional<Snapshot> changeExpiry(Id<Cluster> cluster, Id<Snapshot> id, Instant expiresAt);

    /**
     * Deletes a snapshot's row. The files of a registered one stay; those of one that was taken here are
     * {@linkplain SnapshotQueue#discarded discarded}.
     *
     * @return {@code IN_USE} while an unfinished job exports it, or while it is being taken
     */
    Destinations.Deletion delete(Id<Cluster> cluster, Id<Snapshot> id);
}
