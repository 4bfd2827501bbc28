package io.snapferry.server.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Scheduled snapshots of which has not been decided yet whether they are exported by themselves. Each is decided once, when it
 * is completed. Thread-safe; every write is durable when its method returns.
 */
public interface AutoExports {

    /**
     * A completed snapshot that has to be decided.
     *
     * @param frequencies of the items that had asked for it
     * @param attempts how often it was {@linkplain #postpone postponed}
     */
    record Undecided(Snapshot snapshot, Set<SnapshotFrequency> frequencies, int attempts) {
        /** Copies the set. */
        public Undecided {
            frequencies = Set.copyOf(frequencies);
        }
    }

    /** Those whose time has come, ordered by when they were taken, then by id. */
    List<Undecided> due(Instant now);

    /**
     * Accepts the job as {@link ExportJobs#submit} does, and decides over its snapshot in the same step, so that even a crash
     * does not export it twice. Unless it is accepted, the snapshot stays undecided.
     */
    ExportJobs.Submission submit(ExportJobs.NewJob job);

    /** Decides that a snapshot is not exported. */
    void decline(Id<Snapshot> snapshot);

    /** Counts a failed attempt. */
    void postpone(Id<Snapshot> snapshot, Instant until);
}
