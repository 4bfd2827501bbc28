package io.snapferry.server.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Figures over all projects. Thread-safe. */
public interface ExportStatistics {

    /** How many jobs are in each state; every state is there. */
    Map<JobState, Long> jobsByState();

    /** When the oldest Queued job was accepted. */
    Optional<Instant> oldestQueued();

    /** Every cluster with its last success, ordered by id. */
    List<ClusterExports> clusters();

    /**
     * What is known of the exports of a cluster.
     *
     * @param createdAt when it was registered
     * @param lastSuccess when the last Successful job ended; empty when there is none
     */
    record ClusterExports(
            Id<Cluster> cluster,
            String clusterName,
            Id<Project> project,
            String projectName,
            Instant createdAt,
            Optional<Instant> lastSuccess) {

        /** Since when there is no newer export: the last success, or the registration. */
        public Instant since() {
            return lastSuccess.orElse(createdAt);
        }
    }
}
