package io.snapferry.server.testing;

import io.snapferry.server.catalog.AutoExports;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.ScheduleAgenda;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.SnapshotFrequency;
import io.snapferry.server.catalog.SnapshotOrigin;
import io.snapferry.server.catalog.SnapshotQueue;
import io.snapferry.server.catalog.SnapshotStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Agenda and undecided exports in maps, which it locks. */
final class InMemoryScheduleAgenda implements ScheduleAgenda, AutoExports {
    private final InMemoryTenants tenants;
    private final InMemorySchedules schedules;
    private final InMemorySnapshots snapshots;
    private final InMemorySnapshotQueue queue;
    private final InMemoryJobs jobs;
    private final Map<Id<Cluster>, Instant> handledUntil = new HashMap<>();
    private final Map<Id<Snapshot>, Decision> undecided = new HashMap<>();

    private record Decision(Set<SnapshotFrequency> frequencies, int attempts, Instant notBefore) {}

    InMemoryScheduleAgenda(
            InMemoryTenants tenants,
            InMemorySchedules schedules,
            InMemorySnapshots snapshots,
            InMemorySnapshotQueue queue,
            InMemoryJobs jobs) {
        this.tenants = tenants;
        this.schedules = schedules;
        this.snapshots = snapshots;
        this.queue = queue;
        this.jobs = jobs;
        schedules.tellChanges(change -> handled(change.schedule().cluster(), change.at()));
    }

    @Override
    public synchronized List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Cluster cluster : tenants.allClusters()) {
            boolean isTaking = snapshots.all().stream()
                    .anyMatch(snapshot -> snapshot.cluster().equals(cluster.id())
                            && snapshot.origin() instanceof SnapshotOrigin.Scheduled
                            && !snapshot.status().isFinal());
            entries.add(new Entry(
                    cluster, schedules.of(cluster), Optional.ofNullable(handledUntil.get(cluster.id())), isTaking));
        }
        return entries;
    }

    @Override
    public synchronized void handled(Id<Cluster> cluster, Instant until) {
        handledUntil.put(cluster, until);
    }

    @Override
    public synchronized void forget(Id<Cluster> cluster) {
        handledUntil.remove(cluster);
    }

    @Override
    public synchronized Optional<Snapshot> take(SnapshotQueue.NewSnapshot wanted, Set<SnapshotFrequency> frequencies) {
        handled(wanted.cluster(), wanted.requestedAt());
        Instant dueAt = ((SnapshotOrigin.Scheduled) wanted.origin()).dueAt();
        boolean isThere = snapshots.all().stream()
                .anyMatch(snapshot -> snapshot.cluster().equals(wanted.cluster())
                        && snapshot.origin() instanceof SnapshotOrigin.Scheduled scheduled
                        && scheduled.dueAt().equals(dueAt));
        if (isThere || !(queue.request(wanted) instanceof SnapshotQueue.Requested.Accepted accepted)) {
            return Optional.empty();
        }
        undecided.put(accepted.snapshot().id(), new Decision(frequencies, 0, Instant.EPOCH));
        return Optional.of(accepted.snapshot());
    }

    @Override
    public synchronized List<Snapshot> expired(Instant now, int max) {
        return snapshots.all().stream()
                .filter(snapshot -> snapshot.status().isFinal())
                .filter(snapshot -> snapshot.expiresAt()
                        .filter(expiry -> !expiry.isAfter(now))
                        .isPresent())
                .filter(snapshot -> !jobs.hasUnfinished(job -> job.snapshot().equals(snapshot.id())))
                .sorted(Comparator.comparing(
                                (Snapshot snapshot) -> snapshot.expiresAt().orElseThrow())
                        .thenComparing(snapshot -> snapshot.id().hex()))
                .limit(max)
                .toList();
    }

    @Override
    public synchronized Optional<Instant> nextExpiry(Instant after) {
        return snapshots.all().stream()
                .flatMap(snapshot -> snapshot.expiresAt().stream())
                .filter(expiry -> expiry.isAfter(after))
                .min(Comparator.naturalOrder());
    }

    @Override
    public synchronized List<Undecided> due(Instant now) {
        undecided
                .keySet()
                .removeIf(id -> snapshots.all().stream()
                        .noneMatch(snapshot -> snapshot.id().equals(id)));
        return snapshots.all().stream()
                .filter(snapshot -> snapshot.status() == SnapshotStatus.COMPLETED)
                .filter(snapshot -> Optional.ofNullable(undecided.get(snapshot.id()))
                        .filter(decision -> !decision.notBefore().isAfter(now))
                        .isPresent())
                .sorted(Comparator.comparing(Snapshot::createdAt)
                        .thenComparing(snapshot -> snapshot.id().hex()))
                .map(this::undecidedOf)
                .toList();
    }

    private Undecided undecidedOf(Snapshot snapshot) {
        Decision decision = Optional.ofNullable(undecided.get(snapshot.id())).orElseThrow();
        return new Undecided(snapshot, decision.frequencies(), decision.attempts());
    }

    @Override
    public synchronized ExportJobs.Submission submit(ExportJobs.NewJob job) {
        ExportJobs.Submission submission = jobs.submit(job);
        if (submission instanceof ExportJobs.Submission.Accepted) {
            undecided.remove(job.snapshot());
        }
        return submission;
    }

    @Override
    public synchronized void decline(Id<Snapshot> snapshot) {
        undecided.remove(snapshot);
    }

    @Override
    public synchronized void postpone(Id<Snapshot> snapshot, Instant until) {
        undecided.computeIfPresent(
                snapshot, (id, decision) -> new Decision(decision.frequencies(), decision.attempts() + 1, until));
    }
}
