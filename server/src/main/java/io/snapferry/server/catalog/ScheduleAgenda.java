package io.snapferry.server.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What schedules have done, and what they have still to do. Thread-safe; every write is durable when its method returns.
 */
public interface ScheduleAgenda {

    /**
     * A cluster and how far its schedule has come.
     *
     * @param handledUntil nothing up to this moment is due any more; absent when nobody has looked at the schedule yet
     * @param isTaking whether a snapshot that the schedule asked for is not finished
     */
    record Entry(Cluster cluster, Schedule schedule, Optional<Instant> handledUntil, boolean isTaking) {}

    /** All clusters, ordered by id. */
    List<Entry> entries();

    /** Says that nothing up to this moment is due, or, with an earlier moment than before, that it is due again. */
    void handled(Id<Cluster> cluster, Instant until);

    /** Says that nobody has looked at the schedule yet. */
    void forget(Id<Cluster> cluster);

    /**
     * Asks for a scheduled snapshot. In one step it is queued, {@linkplain AutoExports waits for its export}, and counts as
     * handled up to now: a crash takes no snapshot twice and forgets none.
     *
     * @param wanted with a {@link SnapshotOrigin.Scheduled}; the same moment of the schedule makes one snapshot only
     * @param frequencies of the items that ask for it
     * @return the snapshot; empty when the cluster is gone, or already has one for the moment
     */
    Optional<Snapshot> take(SnapshotQueue.NewSnapshot wanted, Set<SnapshotFrequency> frequencies);

    /**
     * Snapshots of any origin whose time is over, except those that are being taken or waiting for it, and those that an
     * unfinished job exports. Ordered by expiry, then id.
     *
     * @param max at most so many
     */
    List<Snapshot> expired(Instant now, int max);

    /** The first expiry of a snapshot after this moment. */
    Optional<Instant> nextExpiry(Instant after);
}
