package io.snapferry.server.queue;

import io.snapferry.compression.GzipLevel;
import io.snapferry.compression.NativeCompression;
import java.time.Duration;

/**
 * How much a worker does at a time.
 *
 * @param workerName names this process in the queue; the same after a restart
 * @param lease how long a job stays this worker's without a sign of life
 * @param maxReplicaSets that are exported at a time
 * @param chunkSizeBytes of uncompressed BSON
 * @param gzipLevel of jobs that do not ask for one
 * @param nativeCompression whether native code may compress
 * @param storePatience how long a store that fails is waited for
 */
public record ExportWorkerSettings(
        String workerName,
        Duration lease,
        int maxReplicaSets,
        long chunkSizeBytes,
        GzipLevel gzipLevel,
        NativeCompression nativeCompression,
        Duration storePatience) {
    /** Long enough for a full collection of garbage or a slow disk, short enough for a takeover within a minute. */
    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(30);

    /** As many as Atlas runs. */
    public static final int DEFAULT_MAX_REPLICA_SETS = 5;

    /** With the compression that a server has when nothing is said, and without patience. */
    public ExportWorkerSettings(String workerName, Duration lease, int maxReplicaSets, long chunkSizeBytes) {
        this(workerName, lease, maxReplicaSets, chunkSizeBytes, GzipLevel.FAST, NativeCompression.AUTO, Duration.ZERO);
    }
}
