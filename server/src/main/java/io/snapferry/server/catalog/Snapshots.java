package io.snapferry.server.catalog;

import java.time.Instant;
import java.util.Optional;

/** Registered backups. Thread-safe; every write is durable when its method returns. */
public interface Snapshots {

    /** Inserts the snapshot, or replaces the one with this id. */
    void put(Snapshot snapshot);

    Optional<Snapshot> find(Id<Cluster> cluster, Id<Snapshot> id);

    /** Newest {@link Snapshot#createdAt} first. */
    Page<Snapshot> page(Id<Cluster> cluster, Page.Request page);

    /**
     * Changes when the snapshot may be deleted, and nothing else of it.
     *
     * @return the snapshot as it is now; empty when there is none with this id
     */
    Optional<Snapshot> changeExpiry(Id<Cluster> cluster, Id<Snapshot> id, Instant expiresAt);

    /**
     * Forgets a snapshot (its files stay).
     *
     * @return {@code IN_USE} while an unfinished job exports it
     */
    Destinations.Deletion delete(Id<Cluster> cluster, Id<Snapshot> id);
}
