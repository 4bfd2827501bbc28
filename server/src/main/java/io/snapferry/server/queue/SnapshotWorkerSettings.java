package io.snapferry.server.queue;

import io.snapferry.live.LiveSnapshotSettings;
import java.time.Duration;

/**
 * How snapshots are taken.
 *
 * @param workerName names this process in the queue; the same after a restart, unless servers share the queue
 * @param lease how long a snapshot stays this worker's without a sign of life
 * @param maxAtATime snapshots, at least 1; of one cluster never more than one
 * @param reading of each
 * @param isStoreShared whether other servers may be writing snapshots to the same folder
 */
public record SnapshotWorkerSettings(
        String workerName, Duration lease, int maxAtATime, LiveSnapshotSettings reading, boolean isStoreShared) {

    /** For a store of this process alone. */
    public SnapshotWorkerSettings(String workerName, Duration lease, int maxAtATime, LiveSnapshotSettings reading) {
        this(workerName, lease, maxAtATime, reading, false);
    }
}
