package io.snapferry.server.catalog;

/** The backup schedules of clusters. Thread-safe; every write is durable when its method returns. */
public interface Schedules {

    /** The one that was put last, or else {@link Schedule#ofNew}. */
    Schedule of(Cluster cluster);

    /** What putting came to. */
    enum Change {
        DONE,
        /** The cluster is gone, and nothing was changed. */
        UNKNOWN_CLUSTER,
        /** Auto export names a bucket that the cluster's project does not have, and nothing was changed. */
        UNKNOWN_BUCKET
    }

    /**
     * Replaces a cluster's schedule, in one step with what that means for its snapshots. Nothing is due any more that the old
     * schedule asked for.
     */
    Change put(ScheduleChange change);
}
