package io.snapferry.server.queue;

import java.time.Duration;

/**
 * How much a worker does at a time.
 *
 * @param workerName names this process in the queue; the same after a restart
 * @param lease how long a job stays this worker's without a sign of life
 * @param maxReplicaSets that are exported at a time
 * @param chunkSizeBytes of uncompressed BSON
 */
public record ExportWorkerSettings(String workerName, Duration lease, int maxReplicaSets, long chunkSizeBytes) {
    /** Long enough for a full collection of garbage or a slow disk, short enough for a takeover within a minute. */
    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(30);

    /** As many as Atlas runs. */
    public static final int DEFAULT_MAX_REPLICA_SETS = 5;
}
