package io.snapferry.server.queue;

import io.snapferry.live.SnapshotStore;
import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.SnapshotQueue;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the snapshots that the API and schedules ask for, and removes the files of those that are deleted. The only one that
 * writes to the snapshot store. Started once, closed once; {@link #wake} may be called by any thread.
 */
public final class SnapshotWorker implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotWorker.class);

    private final SnapshotQueue queue;
    private final SnapshotWorkerSettings settings;
    private final SnapshotStore store;
    private final SnapshotFiles files;
    private final SnapshotTaking taking;
    private final Clock clock;
    private final WorkLoop<RunningSnapshot> loop;

    /**
     * @param catalog holds the queue; stays open
     * @param store receives the snapshots; nobody else may write to it
     * @param clock the time of claims and snapshots
     */
    public SnapshotWorker(Catalog catalog, SnapshotStore store, SnapshotWorkerSettings settings, Clock clock) {
        this.queue = catalog.snapshotQueue();
        this.settings = settings;
        this.store = store;
        this.files = new SnapshotFiles(store, queue);
        this.taking = new SnapshotTaking(catalog.tenants(), store, files, settings.reading(), clock);
        this.clock = clock;
        this.loop = new WorkLoop<>("snapshot", this::next, settings.lease(), clock);
    }

    /** Begins. What this worker's former self left unfinished is removed, and begun anew. */
    public void start() {
        if (!settings.isStoreShared()) {
            removeLeftovers();
        }
        queue.releaseClaims(settings.workerName());
        loop.start();
    }

    private void removeLeftovers() {
        try {
            store.removeLeftovers()
                    .forEach(name -> LOG.atInfo().addKeyValue("folder", name).log("unfinished snapshot removed"));
        } catch (IOException e) {
            LOG.warn("what unfinished snapshots left cannot be removed", e);
        }
    }

    /** Says that there may be something to do. */
    public void wake() {
        loop.wake();
    }

    /** How many snapshots are taken in this process. */
    public int runningCount() {
        return loop.all().size();
    }

    private Optional<RunningSnapshot> next() {
        files.removeDiscarded(id -> loop.isRunning(id.hex()));
        return queue.claimNext(settings.workerName(), settings.lease(), settings.maxAtATime(), clock.instant())
                // a run that lost its claim is on its way out: the new claim runs out, and is made again
                .filter(claim -> !loop.isRunning(claim.snapshot().id().hex()))
                .map(claim -> new RunningSnapshot(claim, queue, taking, files, settings.lease(), clock));
    }

    /** Interrupts what runs; it leaves nothing, and is begun anew at the next start. */
    @Override
    public void close() {
        loop.close();
        queue.releaseClaims(settings.workerName());
    }
}
