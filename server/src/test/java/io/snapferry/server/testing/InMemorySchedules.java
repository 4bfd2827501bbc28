package io.snapferry.server.testing;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Schedule;
import io.snapferry.server.catalog.ScheduleChange;
import io.snapferry.server.catalog.Schedules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Schedules in a map. */
final class InMemorySchedules implements Schedules {
    private final InMemoryTenants tenants;
    private final InMemoryDestinations destinations;
    private final InMemorySnapshots snapshots;
    private final Map<Id<Cluster>, Schedule> schedules = new ConcurrentHashMap<>();
    private final List<Consumer<ScheduleChange>> listeners = new CopyOnWriteArrayList<>();

    InMemorySchedules(InMemoryTenants tenants, InMemoryDestinations destinations, InMemorySnapshots snapshots) {
        this.tenants = tenants;
        this.snapshots = snapshots;
        this.destinations = destinations;
        destinations.keepBuckets(() -> schedules.values().stream()
                .filter(schedule -> tenants.cluster(schedule.cluster()).isPresent())
                .flatMap(schedule -> schedule.autoExport().stream())
                .map(Schedule.AutoExport::bucket));
    }

    void tellChanges(Consumer<ScheduleChange> listener) {
        listeners.add(listener);
    }

    @Override
    public Schedule of(Cluster cluster) {
        return schedules.getOrDefault(cluster.id(), Schedule.ofNew(cluster));
    }

    @Override
    public Change put(ScheduleChange change) {
        Schedule schedule = change.schedule();
        Optional<Cluster> found = tenants.cluster(schedule.cluster());
        if (found.isEmpty()) {
            return Change.UNKNOWN_CLUSTER;
        }
        Cluster cluster = found.get();
        boolean isBucketUnknown = schedule.autoExport()
                .filter(export ->
                        destinations.bucket(cluster.project(), export.bucket()).isEmpty())
                .isPresent();
        if (isBucketUnknown) {
            return Change.UNKNOWN_BUCKET;
        }
        Schedule before = of(cluster);
        snapshots.changeExpiries(
                cluster.id(), (snapshot, hasOwnRetention) -> change.newExpiry(before, snapshot, hasOwnRetention));
        schedules.put(cluster.id(), schedule);
        tenants.putCluster(cluster.withNamesInExportPrefix(change.namesInExportPrefix()));
        listeners.forEach(listener -> listener.accept(change));
        return Change.DONE;
    }
}
