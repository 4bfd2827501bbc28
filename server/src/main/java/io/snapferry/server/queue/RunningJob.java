package io.snapferry.server.queue;

import io.snapferry.run.ExportProgress;
import io.snapferry.run.ExportResult;
import io.snapferry.run.ExportStoppedException;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.JobState;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** A claimed job in a thread of its own, from claim to end. Renews its claim whenever it is told to. */
final class RunningJob {
    private static final Logger LOG = LoggerFactory.getLogger(RunningJob.class);

    private final ExportJobs.Claim claim;
    private final ExportJobs jobs;
    private final JobExport jobExport;
    private final Duration lease;
    private final Clock clock;
    private final Consumer<RunningJob> ended;
    private final ExportProgress progress = new ExportProgress();
    private final Thread thread;

    /** A store or a file whose thread is interrupted throws an IOException of its own, which is no failure of the job. */
    private volatile boolean isInterrupted;

    RunningJob(
            ExportJobs.Claim claim,
            ExportJobs jobs,
            JobExport jobExport,
            Duration lease,
            Clock clock,
            Consumer<RunningJob> ended) {
        this.claim = claim;
        this.jobs = jobs;
        this.jobExport = jobExport;
        this.lease = lease;
        this.clock = clock;
        this.ended = ended;
        this.thread = new Thread(this::run, "job-" + claim.job().id());
        thread.setDaemon(true); // whoever stops waits for it, but not for ever
    }

    void start() {
        thread.start();
    }

    void interrupt() {
        isInterrupted = true;
        thread.interrupt();
    }

    /** Prolongs the claim. When it is lost, somebody else decides over the job, and this run must not write any more. */
    void renew() {
        try {
            if (!jobs.renew(claim, lease, collections(), clock.instant())) {
                LOG.atWarn().addKeyValue("job", claim.job().id()).log("job is not ours any more, stopping");
                interrupt();
            }
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("job", claim.job().id()).setCause(e).log("claim could not be renewed");
        }
    }

    private ExportJob.Progress collections() {
        ExportProgress.Figures figures = progress.figures();
        return new ExportJob.Progress(figures.collections(), figures.totals().collections());
    }

    private void run() {
        try {
            LOG.atInfo().addKeyValue("job", claim.job().id()).log("job started");
            ExportResult result = jobExport.run(claim, progress);
            if (finish(JobState.SUCCESSFUL, Optional.empty())) {
                LOG.atInfo()
                        .addKeyValue("job", claim.job().id())
                        .addKeyValue("objects", result.objects())
                        .addKeyValue("documents", result.documents())
                        .addKeyValue("bytes", result.bytes())
                        .log("job finished");
            }
        } catch (ExportStoppedException e) {
            LOG.atInfo()
                    .addKeyValue("job", claim.job().id())
                    .log("job stopped, another worker has it or it was cancelled");
        } catch (InterruptedException e) {
            logInterruption();
        } catch (IOException | RuntimeException e) {
            if (isInterrupted) {
                logInterruption();
            } else {
                fail(e);
            }
        } catch (Error e) {
            fail(e);
            throw e;
        } finally {
            ended.accept(this);
        }
    }

    private void logInterruption() {
        LOG.atInfo().addKeyValue("job", claim.job().id()).log("job interrupted, it goes on when it is claimed again");
    }

    private void fail(Throwable cause) {
        ExportJob.Failure failure = JobFailure.of(cause);
        LoggingEventBuilder event = LOG.atError()
                .addKeyValue("job", claim.job().id())
                .addKeyValue("snapshot", claim.job().snapshot())
                .addKeyValue("reason", failure.message());
        boolean isDefect = failure.errorCode().equals(JobFailure.UNEXPECTED_ERROR);
        (isDefect ? event.setCause(cause) : event).log("job failed");
        finish(JobState.FAILED, Optional.of(failure));
    }

    /** A catalog that does not answer leaves the job InProgress; it is taken up again when the claim runs out. */
    private boolean finish(JobState outcome, Optional<ExportJob.Failure> failure) {
        try {
            return jobs.finish(claim, outcome, failure, collections(), clock.instant());
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("job", claim.job().id())
                    .setCause(e)
                    .log("the job's end could not be stored, it will be run again");
            return false;
        }
    }
}
