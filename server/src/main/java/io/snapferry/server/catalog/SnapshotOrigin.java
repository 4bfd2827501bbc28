package io.snapferry.server.catalog;

import java.time.Instant;
import java.util.List;

/** Where a snapshot comes from. */
public sealed interface SnapshotOrigin {

    /**
     * Somebody else took it and told where it is. Its files are never touched.
     *
     * @param isAtCheckpoint whether data directories are read as of their newest checkpoint, without the journal
     */
    record Registered(boolean isAtCheckpoint) implements SnapshotOrigin {}

    /** A client asked for it; it is taken here. */
    record OnDemand() implements SnapshotOrigin {}

    /**
     * A schedule asked for it; it is taken here.
     *
     * @param frequency that counts for automatic exports, and what clients see
     * @param policyItems the rules that it fulfils
     * @param dueAt the moment of the schedule; a cluster has one scheduled snapshot for each
     */
    record Scheduled(SnapshotFrequency frequency, List<Id<PolicyItem>> policyItems, Instant dueAt)
            implements SnapshotOrigin {
        /** Copies the list. */
        public Scheduled {
            policyItems = List.copyOf(policyItems);
        }
    }
}
