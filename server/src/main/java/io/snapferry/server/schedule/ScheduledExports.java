package io.snapferry.server.schedule;

import io.snapferry.server.atlas.ExportPrefixes;
import io.snapferry.server.atlas.RequestedJobs;
import io.snapferry.server.catalog.AutoExports;
import io.snapferry.server.catalog.AutoExports.Undecided;
import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ExportJobs.NewJob;
import io.snapferry.server.catalog.ExportJobs.Submission;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Schedule;
import io.snapferry.server.catalog.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the export of each scheduled snapshot that its cluster's schedule, as it is when the snapshot is completed, wants
 * exported: auto export is on, and an item of its frequency asked for the snapshot.
 */
final class ScheduledExports {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduledExports.class);

    /** With the delays below, more than eight hours of trying. */
    private static final int MAX_ATTEMPTS = 10;

    private static final Duration FIRST_DELAY = Duration.ofMinutes(1);

    private final Catalog catalog;
    private final AutoExports undecided;
    private final RequestedJobs requested;
    private final Runnable jobSubmitted;

    /** @param jobSubmitted run after a job was accepted; must return at once */
    ScheduledExports(Catalog catalog, ExportPrefixes prefixes, Runnable jobSubmitted) {
        this.catalog = catalog;
        this.undecided = catalog.autoExports();
        this.requested = new RequestedJobs(catalog, prefixes);
        this.jobSubmitted = jobSubmitted;
    }

    /** Decides over all completed snapshots. One snapshot's trouble is not the others'. */
    void start(Instant now) {
        for (Undecided one : undecided.due(now)) {
            try {
                decide(one.snapshot(), one, now);
            } catch (RuntimeException e) {
                tryAgain(one, now, e);
            }
        }
    }

    private void decide(Snapshot snapshot, Undecided one, Instant now) {
        Optional<Cluster> cluster = catalog.tenants().cluster(snapshot.cluster());
        Optional<Schedule.AutoExport> export = cluster.flatMap(
                        found -> catalog.schedules().of(found).autoExport())
                .filter(wanted -> one.frequencies().contains(wanted.frequency()));
        if (cluster.isEmpty() || export.isEmpty()) {
            undecided.decline(snapshot.id());
            return;
        }
        Submission submission = undecided.submit(job(cluster.get(), snapshot, export.get(), now));
        if (submission instanceof Submission.Accepted accepted) {
            LOG.atInfo()
                    .addKeyValue("cluster", snapshot.cluster())
                    .addKeyValue("snapshot", snapshot.id())
                    .addKeyValue("job", accepted.job().id())
                    .log("export of a scheduled snapshot queued");
            jobSubmitted.run();
        } else {
            // somebody else's export of it has to end first; or it was deleted meanwhile, and is not among the due any
            // more
            LOG.atDebug()
                    .addKeyValue("snapshot", snapshot.id())
                    .addKeyValue("reason", submission)
                    .log("export of a scheduled snapshot has to wait");
        }
    }

    private NewJob job(Cluster cluster, Snapshot snapshot, Schedule.AutoExport export, Instant now) {
        Project project = catalog.tenants()
                .project(cluster.project())
                .orElseThrow(() -> new IllegalStateException("cluster " + cluster.id() + " has no project"));
        return requested.job(project, cluster, snapshot, export.bucket(), List.of(), now);
    }

    private void tryAgain(Undecided one, Instant now, RuntimeException cause) {
        boolean isLast = one.attempts() + 1 >= MAX_ATTEMPTS;
        LOG.atError()
                .addKeyValue("cluster", one.snapshot().cluster())
                .addKeyValue("snapshot", one.snapshot().id())
                .setCause(cause)
                .log("scheduled snapshot could not be exported, will {}", isLast ? "not try again" : "try again");
        if (isLast) {
            undecided.decline(one.snapshot().id());
        } else {
            undecided.postpone(one.snapshot().id(), now.plus(FIRST_DELAY.multipliedBy(1L << one.attempts())));
        }
    }
}
