package io.snapferry.server.queue;

import io.snapferry.run.ExportProgress;
import io.snapferry.run.ExportResult;
import io.snapferry.run.ExportStoppedException;
import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.ExportFigures;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.JobState;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.spi.LoggingEventBuilder;

/** A claimed job, from claim to end. */
final class RunningJob implements WorkLoop.Work {
    private static final Logger LOG = LoggerFactory.getLogger(RunningJob.class);

    private final ExportJobs.Claim claim;
    private final Catalog catalog;
    private final ExportJobs jobs;
    private final JobExport jobExport;
    private final Duration lease;
    private final Clock clock;
    private final ExportObserver observer;
    private final ObservedProgress observed;
    private final ExportProgress progress = new ExportProgress();
    private final TransferRate rate = new TransferRate();

    /** A store or a file whose thread is interrupted throws an IOException of its own, which is no failure of the job. */
    private volatile boolean isInterrupted;

    RunningJob(
            ExportJobs.Claim claim,
            Catalog catalog,
            JobExport jobExport,
            Duration lease,
            Clock clock,
            ExportObserver observer) {
        this.observer = observer;
        this.observed = new ObservedProgress(progress, observer);
        this.claim = claim;
        this.catalog = catalog;
        this.jobs = catalog.jobs();
        this.jobExport = jobExport;
        this.lease = lease;
        this.clock = clock;
    }

    @Override
    public String name() {
        return claim.job().id().hex();
    }

    @Override
    public void stop() {
        isInterrupted = true;
    }

    @Override
    public boolean renew() {
        try (MDC.MDCCloseable job = jobOfAllLines()) {
            ExportProgress.Figures figures = progress.figures();
            if (figures.totals().isPlanned()) {
                rate.sample(clock.instant(), figures.bsonBytes());
            }
            observed.report();
            boolean isOurs = jobs.renew(claim, lease, progress(), clock.instant());
            if (!isOurs) {
                LOG.atInfo().log("job is not ours any more or cancelled, stopping");
            }
            return isOurs;
        }
    }

    /** Of BSON, lately. */
    long bytesPerSecond() {
        return rate.bytesPerSecond(clock.instant(), progress.figures().bsonBytes());
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
        try (MDC.MDCCloseable job = jobOfAllLines()) {
            runToTheEnd();
        }
    }

    /** Also those of the engine, the store and the libraries below them. */
    private MDC.MDCCloseable jobOfAllLines() {
        return MDC.putCloseable("job", name());
    }

    private void runToTheEnd() {
        try {
            LOG.atInfo().log("job started");
            ExportResult result = jobExport.run(claim, progress);
            if (finish(JobState.SUCCESSFUL, Optional.empty())) {
                LOG.atInfo()
                        .addKeyValue("objects", result.objects())
                        .addKeyValue("documents", result.documents())
                        .addKeyValue("bytes", result.bytes())
                        .log("job finished");
            }
        } catch (ExportStoppedException | InterruptedException e) {
            stopped();
        } catch (IOException | RuntimeException e) {
            if (isInterrupted) {
                stopped();
            } else if (catalog.outage(e).isPresent()) {
                LOG.atWarn().addKeyValue("reason", e.getMessage()).log("the catalog cannot be used, stopping");
                stopped();
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
            LOG.atInfo().log("job cancelled");
        } else {
            LOG.atInfo().log("job stopped, it goes on when it is claimed again");
        }
    }

    private void fail(Throwable cause) {
        ExportJob.Failure failure = JobFailure.of(cause);
        LoggingEventBuilder event =
                LOG.atError().addKeyValue("snapshot", claim.job().snapshot()).addKeyValue("reason", failure.message());
        boolean isDefect = failure.errorCode().equals(JobFailure.UNEXPECTED_ERROR);
        (isDefect ? event.setCause(cause) : event).log("job failed");
        if (!finish(JobState.FAILED, Optional.of(failure))) {
            stopped();
        }
    }

    /** A catalog that does not answer leaves the job InProgress; it is taken up again when the claim runs out. */
    private boolean finish(JobState outcome, Optional<ExportJob.Failure> failure) {
        observed.report();
        try {
            boolean isEnded = jobs.finish(claim, outcome, failure, progress(), clock.instant());
            if (isEnded) {
                observer.ended(outcome);
            }
            return isEnded;
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("the job's end could not be stored, it will be run again");
            return false;
        }
    }
}
