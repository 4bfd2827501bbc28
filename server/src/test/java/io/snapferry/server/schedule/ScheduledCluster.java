package io.snapferry.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ConnectionSecret;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.JobState;
import io.snapferry.server.catalog.Page;
import io.snapferry.server.catalog.PolicyItem;
import io.snapferry.server.catalog.Schedule;
import io.snapferry.server.catalog.ScheduleChange;
import io.snapferry.server.catalog.Schedules;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.SnapshotOrigin;
import io.snapferry.server.catalog.SnapshotQueue;
import io.snapferry.server.catalog.Tenancy;
import io.snapferry.server.testing.InMemoryCatalog;
import io.snapferry.server.testing.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A cluster with the policy of a new one, created so that its time of the day is 15:27, with the real worker, and somebody who
 * takes its snapshots and runs its exports in no time. Writes down what happens.
 */
final class ScheduledCluster {
    private static final Duration LEASE = Duration.ofDays(400);
    private static final String WORKER = "at once";
    private static final ConnectionSecret CONNECTION =
            new ConnectionSecret("mongodb://db1.example.com/?replicaSet=rs0");

    private final Catalog catalog;
    private final SettableClock clock;
    private final Tenancy tenancy;
    private final Id<Cluster> id;
    private final ScheduleWorker worker;
    private final List<String> events = new ArrayList<>();
    private final Map<Id<PolicyItem>, PolicyItem> items = new HashMap<>();
    private final Map<Id<Snapshot>, String> names = new HashMap<>();
    private final Set<Id<ExportJob>> seenJobs = new HashSet<>();
    private boolean holdsNextExport;
    private Optional<Runnable> heldExport = Optional.empty();

    ScheduledCluster(Catalog catalog, Instant now) {
        this(catalog, catalog, now);
    }

    /** @param workersCatalog what the worker sees of the catalog */
    ScheduledCluster(Catalog catalog, Catalog workersCatalog, Instant now) {
        this.catalog = catalog;
        this.clock = new SettableClock(now);
        this.tenancy = Tenancy.in(catalog, "mySbx");
        Cluster cluster = new Cluster(
                tenancy.cluster().id(),
                tenancy.project().id(),
                tenancy.cluster().name(),
                tenancy.cluster().type(),
                "7.0.12",
                false,
                Instant.parse("2027-12-31T15:27:08Z"),
                Optional.of(CONNECTION));
        catalog.tenants().putCluster(cluster);
        this.id = cluster.id();
        this.worker = new ScheduleWorker(
                workersCatalog,
                (organization, project, of, snapshot) -> "exported_snapshots/"
                        + (of.namesInExportPrefix()
                                ? organization.name() + "/" + project.name()
                                : organization.id() + "/" + project.id())
                        + "/" + of.name() + "/" + snapshot.createdAt(),
                clock,
                () -> {},
                () -> {});
        schedule().items().forEach(item -> items.put(item.id(), item));
    }

    ScheduleWorker worker() {
        return worker;
    }

    Id<ExportBucket> bucket() {
        return tenancy.bucket().id();
    }

    Cluster cluster() {
        return catalog.tenants().cluster(id).orElseThrow();
    }

    Schedule schedule() {
        return catalog.schedules().of(cluster());
    }

    Instant now() {
        return clock.instant();
    }

    void setTime(Instant now) {
        clock.advance(Duration.between(clock.instant(), now));
    }

    List<String> events() {
        return List.copyOf(events);
    }

    void put(Schedule schedule) {
        put(ScheduleChange.of(schedule, false, now()));
    }

    void put(ScheduleChange change) {
        change.schedule().items().forEach(item -> items.put(item.id(), item));
        assertThat(catalog.schedules().put(change)).isEqualTo(Schedules.Change.DONE);
    }

    void putNamesInExportPrefix() {
        assertThat(catalog.schedules().put(ScheduleChange.of(schedule(), true, now())))
                .isEqualTo(Schedules.Change.DONE);
    }

    void reach(boolean isReached) {
        catalog.tenants()
                .putCluster(cluster().withConnectionString(isReached ? Optional.of(CONNECTION) : Optional.empty()));
    }

    /** An export that somebody asked for. */
    ExportJob submit(Snapshot snapshot) {
        ExportJobs.Submission submission = catalog.jobs().submit(tenancy.jobFor(snapshot, now()));
        ExportJob job = ((ExportJobs.Submission.Accepted) submission).job();
        seenJobs.add(job.id());
        return job;
    }

    /** Ends an export of a catalog in memory. */
    void finish(ExportJob job) {
        ((InMemoryCatalog) catalog).inMemoryJobs().replace(ended(job));
    }

    void register(String name, Instant expiresAt) {
        Snapshot snapshot =
                new Snapshot(Id.next(now()), id, List.of(member()), now(), Optional.of(expiresAt), name, "7.0.12", 42);
        catalog.snapshots().put(snapshot);
        names.put(snapshot.id(), name);
    }

    void takeOnDemand(String name, Instant expiresAt) {
        SnapshotQueue.Requested requested = catalog.snapshotQueue()
                .request(new SnapshotQueue.NewSnapshot(
                        id, new SnapshotOrigin.OnDemand(), now(), Optional.of(expiresAt), name));
        assertThat(requested).isInstanceOf(SnapshotQueue.Requested.Accepted.class);
    }

    /** The next export will run until {@link #finishHeldExport}. */
    void holdNextExport() {
        holdsNextExport = true;
    }

    void finishHeldExport() {
        heldExport.orElseThrow().run();
        heldExport = Optional.empty();
    }

    /** Lets the worker do what is due at the time, then takes and exports. */
    Optional<Instant> workAt(Instant now) {
        setTime(now);
        tick();
        takeQueued();
        Optional<Instant> next = tick();
        exportQueued();
        writeDownDeletions();
        return next;
    }

    Optional<Instant> tick() {
        return worker.tick(now());
    }

    /** Takes what is queued, in no time. */
    void takeQueued() {
        Optional<SnapshotQueue.Claim> claim = catalog.snapshotQueue().claimNext(WORKER, LEASE, 5, now());
        while (claim.isPresent()) {
            Snapshot snapshot = claim.get().snapshot();
            assertThat(catalog.snapshotQueue()
                            .complete(
                                    claim.get(),
                                    new SnapshotQueue.Taken(now(), List.of(member()), "7.0.12", 42, "pinned")))
                    .isTrue();
            writeDown(snapshot);
            claim = catalog.snapshotQueue().claimNext(WORKER, LEASE, 5, now());
        }
    }

    private void writeDown(Snapshot snapshot) {
        if (snapshot.origin() instanceof SnapshotOrigin.Scheduled scheduled) {
            List<PolicyItem> askedFor = scheduled.policyItems().stream()
                    .map(item -> Optional.ofNullable(items.get(item)).orElseThrow())
                    .toList();
            String name = NaiveSchedule.name(scheduled.dueAt(), scheduled.frequency(), askedFor);
            names.put(snapshot.id(), name);
            events.add(NaiveSchedule.line(now(), "take", name));
        } else {
            names.put(snapshot.id(), snapshot.description());
        }
    }

    private void exportQueued() {
        if (catalog instanceof InMemoryCatalog inMemory) {
            Page.all(page -> inMemory.jobs().page(id, page)).stream()
                    .filter(job -> seenJobs.add(job.id()))
                    .forEach(job -> export(job, () -> finish(job)));
            return;
        }
        catalog.jobs().claimNext(WORKER, LEASE, 5, now()).ifPresent(claim -> {
            export(
                    claim.job(),
                    () -> assertThat(catalog.jobs()
                                    .finish(
                                            claim,
                                            JobState.SUCCESSFUL,
                                            Optional.empty(),
                                            ExportJob.Progress.NONE,
                                            now()))
                            .isTrue());
            exportQueued();
        });
    }

    private void export(ExportJob job, Runnable finish) {
        String name = Optional.ofNullable(names.get(job.snapshot())).orElseThrow();
        events.add(NaiveSchedule.line(now(), "export", name));
        assertThat(job.bucket()).isEqualTo(bucket());
        if (holdsNextExport) {
            holdsNextExport = false;
            heldExport = Optional.of(finish);
        } else {
            finish.run();
        }
    }

    private static ExportJob ended(ExportJob job) {
        return new ExportJob(
                job.id(),
                job.project(),
                job.cluster(),
                job.snapshot(),
                job.bucket(),
                job.customData(),
                job.prefix(),
                JobState.SUCCESSFUL,
                job.createdAt(),
                Optional.of(job.createdAt()),
                job.progress(),
                job.components(),
                job.replicaSetCount(),
                Optional.empty());
    }

    private void writeDownDeletions() {
        Set<Id<Snapshot>> gone = new HashSet<>(names.keySet());
        snapshots().forEach(snapshot -> gone.remove(snapshot.id()));
        gone.forEach(snapshot -> events.add(NaiveSchedule.line(
                now(), "delete", Optional.ofNullable(names.remove(snapshot)).orElseThrow())));
    }

    List<Snapshot> snapshots() {
        return Page.all(page -> catalog.snapshots().page(id, page));
    }

    private static Snapshot.Member member() {
        return new Snapshot.Member(new Id<>("64b0000000000000000000ee"), "rs0", Path.of("/snapshots/rs0"));
    }
}
