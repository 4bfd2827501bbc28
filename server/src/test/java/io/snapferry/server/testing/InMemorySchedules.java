package io.snapferry.server.testing;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Schedule;
import io.snapferry.server.catalog.Schedules;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Schedules in a map. */
final class InMemorySchedules implements Schedules {
    private final InMemoryTenants tenants;
    private final InMemoryDestinations destinations;
    private final Map<Id<Cluster>, Schedule> schedules = new ConcurrentHashMap<>();

    InMemorySchedules(InMemoryTenants tenants, InMemoryDestinations destinations) {
        this.tenants = tenants;
        this.destinations = destinations;
        destinations.keepBuckets(() -> schedules.values().stream()
                .filter(schedule -> tenants.cluster(schedule.cluster()).isPresent())
                .flatMap(schedule -> schedule.autoExport().stream())
                .map(Schedule.AutoExport::bucket));
    }

    @Override
    public Schedule of(Cluster cluster) {
        return schedules.getOrDefault(cluster.id(), Schedule.ofNew(cluster));
    }

    @Override
    public Change put(Schedule schedule, boolean namesInExportPrefix) {
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
        schedules.put(cluster.id(), schedule);
        tenants.putCluster(cluster.withNamesInExportPrefix(namesInExportPrefix));
        return Change.DONE;
    }
}
