package io.snapferry.server.queue;

import io.snapferry.run.BlockWorkers;
import io.snapferry.server.buckets.BucketOpener;
import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.Id;
import io.snapferry.source.encryption.FileKeys;
import java.io.Closeable;
import java.time.Clock;
import java.util.Optional;

/**
 * Takes export jobs from the queue and runs each in a thread of its own, as many as the limit on replica sets allows. Started
 * once, closed once; {@link #wake} may be called by any thread.
 */
public final class ExportWorker implements RunningExports, Closeable {
    private final Catalog catalog;
    private final ExportWorkerSettings settings;
    private final JobExport jobExport;
    private final Clock clock;
    private final ExportObserver observer;
    private final WorkLoop<RunningJob> loop;

    /** For snapshots that are not encrypted. As the other in all else. */
    public ExportWorker(
            Catalog catalog,
            BucketOpener buckets,
            BlockWorkers blockWorkers,
            ExportWorkerSettings settings,
            Clock clock) {
        this(catalog, buckets, FileKeys.NONE, blockWorkers, settings, clock, ExportObserver.NONE);
    }

    /**
     * @param catalog holds the queue; stays open
     * @param buckets opens the buckets
     * @param keys of snapshots that are encrypted
     * @param blockWorkers transcode and compress for all jobs; stay open until this is closed
     * @param settings how much at a time
     * @param clock the time of claims and ends
     * @param observer hears what jobs do
     */
    public ExportWorker(
            Catalog catalog,
            BucketOpener buckets,
            FileKeys keys,
            BlockWorkers blockWorkers,
            ExportWorkerSettings settings,
            Clock clock,
            ExportObserver observer) {
        this.catalog = catalog;
        this.settings = settings;
        this.jobExport = new JobExport(catalog, buckets, keys, blockWorkers, settings);
        this.clock = clock;
        this.observer = observer;
        this.loop = new WorkLoop<>("job", this::next, settings.lease(), clock);
    }

    /** Begins to take jobs. What this worker's former self left is taken up first. */
    public void start() {
        catalog.jobs().releaseClaims(settings.workerName());
        loop.start();
    }

    /** Says that there may be something to do. */
    public void wake() {
        loop.wake();
    }

    @Override
    public void stop(Id<ExportJob> job) {
        loop.interrupt(job.hex());
        loop.wake(); // others may have waited behind it
    }

    @Override
    public Optional<ExportJob.Progress> progress(Id<ExportJob> job) {
        return loop.find(job.hex()).map(RunningJob::progress);
    }

    /** How many jobs run in this process. */
    public int runningCount() {
        return loop.all().size();
    }

    /** BSON that all jobs of this process read and write per second, over the last seconds. */
    public long bytesPerSecond() {
        return loop.all().stream().mapToLong(RunningJob::bytesPerSecond).sum();
    }

    private Optional<RunningJob> next() {
        return catalog.jobs()
                .claimNext(settings.workerName(), settings.lease(), settings.maxReplicaSets(), clock.instant())
                .map(claim -> new RunningJob(claim, catalog, jobExport, settings.lease(), clock, observer));
    }

    /**
     * Interrupts what runs, waits a little for it, and leaves it InProgress for the next start. Whatever a job still writes
     * after that is not recorded, and the next run writes the same bytes.
     */
    @Override
    public void close() {
        loop.close();
        catalog.jobs().releaseClaims(settings.workerName());
    }
}
