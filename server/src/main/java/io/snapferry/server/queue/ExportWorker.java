package io.snapferry.server.queue;

import io.snapferry.server.buckets.BucketOpener;
import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.Id;
import io.snapferry.source.encryption.FileKeys;
import java.io.Closeable;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes jobs from the queue and runs each in a thread of its own, as many as the limit on replica sets allows. Started
 * once, closed once; {@link #wake} may be called by any thread.
 */
public final class ExportWorker implements RunningExports, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ExportWorker.class);

    /** How long a job that nobody announced waits at most: one whose claim ran out, or that another server accepted. */
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(2);

    /** Often, because a renewal is also what makes progress visible. */
    private static final int RENEWALS_PER_LEASE = 15;

    /** A store that does not answer cannot be interrupted; service managers kill what takes longer than 10 seconds. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final Catalog catalog;
    private final ExportWorkerSettings settings;
    private final JobExport jobExport;
    private final Clock clock;
    private final Semaphore wakeUps = new Semaphore(0);
    private final ScheduledExecutorService heartbeat =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "job-heartbeat"));
    private final Thread dispatcher = daemon(this::dispatch, "job-dispatcher");
    private final Set<RunningJob> running = new HashSet<>(); // guarded by itself
    private volatile boolean closing;

    /** For snapshots that are not encrypted. As the other in all else. */
    public ExportWorker(Catalog catalog, BucketOpener buckets, ExportWorkerSettings settings, Clock clock) {
        this(catalog, buckets, FileKeys.NONE, settings, clock);
    }

    /**
     * @param catalog holds the queue; stays open
     * @param buckets opens the buckets
     * @param keys of snapshots that are encrypted
     * @param settings how much at a time
     * @param clock the time of claims and ends
     */
    public ExportWorker(
            Catalog catalog, BucketOpener buckets, FileKeys keys, ExportWorkerSettings settings, Clock clock) {
        this.catalog = catalog;
        this.settings = settings;
        this.jobExport = new JobExport(catalog, buckets, keys, settings);
        this.clock = clock;
    }

    /** Begins to take jobs. What this worker's former self left is taken up first. */
    public void start() {
        catalog.jobs().releaseClaims(settings.workerName());
        long renewalMillis = settings.lease().toMillis() / RENEWALS_PER_LEASE;
        Future<?> unused =
                heartbeat.scheduleWithFixedDelay(this::renewAll, renewalMillis, renewalMillis, TimeUnit.MILLISECONDS);
        dispatcher.start();
    }

    /** Says that there may be something to do. */
    public void wake() {
        wakeUps.release();
    }

    @Override
    public void stop(Id<ExportJob> job) {
        running(job).ifPresent(RunningJob::interrupt);
        wake(); // others may have waited behind it
    }

    @Override
    public Optional<ExportJob.Progress> progress(Id<ExportJob> job) {
        return running(job).map(RunningJob::progress);
    }

    private Optional<RunningJob> running(Id<ExportJob> id) {
        synchronized (running) {
            return running.stream().filter(job -> job.id().equals(id)).findFirst();
        }
    }

    private void dispatch() {
        while (!closing) {
            try {
                takeJobs();
            } catch (RuntimeException e) {
                LOG.error("queue cannot be read, will try again", e);
            }
            try {
                if (wakeUps.tryAcquire(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                    wakeUps.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void takeJobs() {
        while (!closing) {
            Optional<ExportJobs.Claim> claim = catalog.jobs()
                    .claimNext(settings.workerName(), settings.lease(), settings.maxReplicaSets(), clock.instant());
            if (claim.isEmpty()) {
                return;
            }
            run(claim.get());
        }
    }

    private void run(ExportJobs.Claim claim) {
        RunningJob job = new RunningJob(claim, catalog.jobs(), jobExport, settings.lease(), clock, this::ended);
        synchronized (running) {
            running.add(job);
        }
        job.start();
    }

    private void renewAll() {
        List<RunningJob> jobs;
        synchronized (running) {
            jobs = List.copyOf(running);
        }
        jobs.forEach(RunningJob::renew);
    }

    private void ended(RunningJob job) {
        synchronized (running) {
            running.remove(job);
            running.notifyAll();
        }
        wake();
    }

    /**
     * Interrupts what runs, waits a little for it, and leaves it InProgress for the next start. Whatever a job still writes
     * after that is not recorded, and the next run writes the same bytes.
     */
    @Override
    public void close() {
        closing = true;
        dispatcher.interrupt();
        try {
            dispatcher.join();
            synchronized (running) {
                running.forEach(RunningJob::interrupt);
                long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
                for (long left = STOP_LIMIT.toMillis(); left > 0 && !running.isEmpty(); left = millisUntil(deadline)) {
                    running.wait(left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        heartbeat.shutdownNow();
        catalog.jobs().releaseClaims(settings.workerName());
    }

    private static long millisUntil(long deadlineNanos) {
        return TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
