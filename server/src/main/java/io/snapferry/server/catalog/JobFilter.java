package io.snapferry.server.catalog;

import java.util.Optional;

/**
 * Which export jobs of a cluster.
 *
 * @param snapshot only those that export it
 * @param state only those in it
 */
public record JobFilter(Optional<Id<Snapshot>> snapshot, Optional<JobState> state) {
    /** All. */
    public static final JobFilter ALL = new JobFilter(Optional.empty(), Optional.empty());

    /** Whether a job is meant. */
    public boolean accepts(ExportJob job) {
        return snapshot.map(job.snapshot()::equals).orElse(true)
                && state.map(wanted -> wanted == job.state()).orElse(true);
    }
}
