package io.snapferry.server.queue;

import io.snapferry.run.ExportProgress;
import io.snapferry.run.ExportResult;
import io.snapferry.run.ExportStoppedException;
import io.snapferry.server.catalog.CatalogTrouble;
import io.snapferry.server.catalog.ExportFigures;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.JobState;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** A claimed job, from claim to end. */
final class RunningJob implements WorkLoop.Work {
    private static final Logger LOG = LoggerFactory.getLogger(RunningJob.class);

    private final ExportJobs.Claim claim;
    private final ExportJobs jobs;
    private final JobExport jobExport;
    private final Duration lease;
    private final Clock clock;
    private final Consumer<String> interrupt;
    private final ExportProgress progress = new ExportProgress();
    private final TransferRate rate = new TransferRate();

    /** A store or a file whose thread is interrupted throws an IOException of its own, which is no failure of the job. */
    private volatile boolean isInterrupted;

    /** @param interrupt interrupts the work of this name */
    RunningJob(
            ExportJobs.Claim claim,
            ExportJobs jobs,
            JobExport jobExport,
            Duration lease,
            Clock clock,
            Consumer<String> interrupt) {
        this.claim = claim;
        this.jobs = jobs;
        this.jobExport = jobExport;
        this.lease = lease;
        this.clock = clock;
        this.interrupt = interrupt;
    }

    @Override
    public String name() {
        return claim.job().id().hex();
    }

    @Override
    public void stop() {
        isInterrupted = true;
    }

    /** Prolongs the claim. When it is lost or the job was cancelled, this run must not write any more. */
    @Override
    public void renew() {
        try {
            ExportProgress.Figures figures = progress.figures();
            if (figures.totals().isPlanned()) {
                rate.sample(clock.instant(), figures.bsonBytes());
            }
            if (!jobs.renew(claim, lease, progress(), clock.instant())) {
                LOG.atInfo()
                        .addKeyValue("job", claim.job().id())
                        .log("job is not ours any more or cancelled, stopping");
                interrupt.accept(name());
            }
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("job", claim.job().id()).setCause(e).log("claim could not be renewed");
        }
    }

    ExportJob.Progress progress() {
        ExportProgress.Figures done = progress.figures();
        List<ExportFigures.ReplicaSet> replicaSets = done.totals().replicaSets().stream()
                .map(name -> part(name, done.of(name), done.totals().of(name)))
                .toList();
        ExportFigures figures =
                new ExportFigures(replicaSets, done.bytes(), rate.bytesPerSecond(clock.instant(), done.bsonBytes()));
        return new ExportJob.Progress(done.collections(), done.totals().collections(), figures);
    }

    private static ExportFigures.ReplicaSet part(String name, ExportProgress.Amount done, ExportProgress.Amount total) {
        return new ExportFigures.ReplicaSet(
                name, done.documents(), done.bsonBytes(), total.documents(), total.bsonBytes());
    }

    @Override
    public void run() {
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
        } catch (ExportStoppedException | InterruptedException e) {
            stopped();
        } catch (IOException | RuntimeException e) {
            Optional<String> trouble = CatalogTrouble.of(e);
            if (isInterrupted) {
                stopped();
            } else if (trouble.isPresent()) {
                LOG.atError()
                        .addKeyValue("job", claim.job().id())
                        .addKeyValue("reason", trouble.get())
                        .log("the catalog cannot be used now, the job goes on when its claim runs out");
            } else {
                fail(e);
            }
        } catch (Error e) {
            fail(e);
            throw e;
        }
    }

    /** Ends the job if somebody cancelled it; otherwise it goes on in another claim. */
    private void stopped() {
        Thread.interrupted(); // the catalog need not notice
        if (finish(JobState.CANCELLED, Optional.empty())) {
            LOG.atInfo().addKeyValue("job", claim.job().id()).log("job cancelled");
        } else {
            LOG.atInfo().addKeyValue("job", claim.job().id()).log("job stopped, it goes on when it is claimed again");
        }
    }

    private void fail(Throwable cause) {
        ExportJob.Failure failure = JobFailure.of(cause);
        LoggingEventBuilder event = LOG.atError()
                .addKeyValue("job", claim.job().id())
                .addKeyValue("snapshot", claim.job().snapshot())
                .addKeyValue("reason", failure.message());
        boolean isDefect = failure.errorCode().equals(JobFailure.UNEXPECTED_ERROR);
        (isDefect ? event.setCause(cause) : event).log("job failed");
        if (!finish(JobState.FAILED, Optional.of(failure))) {
            stopped();
        }
    }

    /** A catalog that does not answer leaves the job InProgress; it is taken up again when the claim runs out. */
    private boolean finish(JobState outcome, Optional<ExportJob.Failure> failure) {
        try {
            return jobs.finish(claim, outcome, failure, progress(), clock.instant());
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("job", claim.job().id())
                    .setCause(e)
                    .log("the job's end could not be stored, it will be run again");
            return false;
        }
    }
}
