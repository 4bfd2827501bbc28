package io.snapferry.server.testing;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.Destinations;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Page;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.SnapshotStatus;
import io.snapferry.server.catalog.Snapshots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Snapshots in a list. */
final class InMemorySnapshots implements Snapshots {
    private final InMemoryJobs jobs;
    private final List<Snapshot> snapshots = new ArrayList<>();
    private final Set<Id<Snapshot>> withOwnRetention = new LinkedHashSet<>();
    private final Set<Id<Snapshot>> discarded = new LinkedHashSet<>();

    InMemorySnapshots(InMemoryJobs jobs) {
        this.jobs = jobs;
        jobs.checkSnapshots(job -> find(job.cluster(), job.snapshot()).map(Snapshot::status));
    }

    @Override
    public synchronized void put(Snapshot snapshot) {
        snapshots.removeIf(old -> old.id().equals(snapshot.id()));
        snapshots.add(snapshot);
    }

    synchronized List<Snapshot> all() {
        return List.copyOf(snapshots);
    }

    /** What {@link #delete} left the files of; to be removed from. */
    Set<Id<Snapshot>> discarded() {
        return discarded;
    }

    @Override
    public synchronized Optional<Snapshot> find(Id<Cluster> cluster, Id<Snapshot> id) {
        return snapshots.stream()
                .filter(s -> s.cluster().equals(cluster) && s.id().equals(id))
                .findFirst();
    }

    @Override
    public synchronized Page<Snapshot> page(Id<Cluster> cluster, Page.Request page) {
        List<Snapshot> found = snapshots.stream()
                .filter(s -> s.cluster().equals(cluster))
                .sorted(Comparator.comparing(Snapshot::createdAt).reversed())
                .toList();
        return InMemoryCatalog.page(found, page);
    }

    @Override
    public synchronized Optional<Snapshot> changeExpiry(Id<Cluster> cluster, Id<Snapshot> id, Instant expiresAt) {
        Optional<Snapshot> changed = find(cluster, id).map(found -> found.withExpiry(expiresAt));
        changed.ifPresent(this::put);
        withOwnRetention.add(id);
        return changed;
    }

    /** Gives snapshots of the cluster a new expiry, where the function has one; it is told whether they have an own retention. */
    synchronized void changeExpiries(Id<Cluster> cluster, BiFunction<Snapshot, Boolean, Optional<Instant>> newExpiry) {
        for (Snapshot snapshot : all()) {
            if (snapshot.cluster().equals(cluster)) {
                newExpiry
                        .apply(snapshot, withOwnRetention.contains(snapshot.id()))
                        .ifPresent(expiry -> put(snapshot.withExpiry(expiry)));
            }
        }
    }

    @Override
    public synchronized Destinations.Deletion delete(Id<Cluster> cluster, Id<Snapshot> id) {
        Optional<Snapshot> snapshot = find(cluster, id);
        if (snapshot.isEmpty()) {
            return Destinations.Deletion.UNKNOWN;
        }
        if (snapshot.get().status() == SnapshotStatus.IN_PROGRESS
                || jobs.hasUnfinished(job -> job.snapshot().equals(id))) {
            return Destinations.Deletion.IN_USE;
        }
        snapshots.remove(snapshot.get());
        if (snapshot.get().isTakenHere()) {
            discarded.add(id);
        }
        return Destinations.Deletion.DELETED;
    }
}
