package io.snapferry.server.testing;

import io.snapferry.server.catalog.Destinations;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.NameTakenException;
import io.snapferry.server.catalog.Page;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.StoreAccess;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Store accesses and buckets in lists. */
final class InMemoryDestinations implements Destinations {
    private final InMemoryJobs jobs;
    /** The buckets of auto exports; set once the schedules are there, which need this object first. */
    private Supplier<Stream<Id<ExportBucket>>> scheduledBuckets = Stream::empty;

    private final List<StoreAccess> accesses = new ArrayList<>();
    private final List<ExportBucket> buckets = new ArrayList<>();

    InMemoryDestinations(InMemoryJobs jobs) {
        this.jobs = jobs;
    }

    synchronized void keepBuckets(Supplier<Stream<Id<ExportBucket>>> scheduled) {
        scheduledBuckets = scheduled;
    }

    @Override
    public synchronized void putStoreAccess(StoreAccess access) {
        if (storeAccessByName(access.project(), access.name())
                .filter(other -> !other.id().equals(access.id()))
                .isPresent()) {
            throw new NameTakenException("store access", access.name());
        }
        accesses.removeIf(old -> old.id().equals(access.id()));
        accesses.add(access);
    }

    @Override
    public synchronized Optional<StoreAccess> storeAccess(Id<Project> project, Id<StoreAccess> id) {
        return storeAccesses(project).stream().filter(a -> a.id().equals(id)).findFirst();
    }

    @Override
    public synchronized Optional<StoreAccess> storeAccessByName(Id<Project> project, String name) {
        return storeAccesses(project).stream()
                .filter(a -> a.name().equals(name))
                .findFirst();
    }

    @Override
    public synchronized List<StoreAccess> storeAccesses(Id<Project> project) {
        return accesses.stream()
                .filter(a -> a.project().equals(project))
                .sorted(Comparator.comparing(StoreAccess::name))
                .toList();
    }

    @Override
    public synchronized Deletion deleteStoreAccess(Id<Project> project, Id<StoreAccess> id) {
        Optional<StoreAccess> access = storeAccess(project, id);
        if (access.isEmpty()) {
            return Deletion.UNKNOWN;
        }
        if (buckets.stream().anyMatch(b -> b.storeAccess().equals(id))) {
            return Deletion.IN_USE;
        }
        accesses.remove(access.get());
        return Deletion.DELETED;
    }

    @Override
    public synchronized void putBucket(ExportBucket bucket) {
        buckets.removeIf(old -> old.id().equals(bucket.id()));
        buckets.add(bucket);
    }

    @Override
    public synchronized Optional<ExportBucket> bucket(Id<Project> project, Id<ExportBucket> id) {
        return buckets.stream()
                .filter(b -> b.project().equals(project) && b.id().equals(id))
                .findFirst();
    }

    @Override
    public synchronized Page<ExportBucket> buckets(Id<Project> project, Page.Request page) {
        List<ExportBucket> found =
                buckets.stream().filter(b -> b.project().equals(project)).toList();
        return InMemoryCatalog.page(found, page);
    }

    @Override
    public synchronized Deletion deleteBucket(Id<Project> project, Id<ExportBucket> id) {
        Optional<ExportBucket> bucket = bucket(project, id);
        if (bucket.isEmpty()) {
            return Deletion.UNKNOWN;
        }
        if (jobs.hasUnfinished(job -> job.bucket().equals(id))
                || scheduledBuckets.get().anyMatch(id::equals)) {
            return Deletion.IN_USE;
        }
        buckets.remove(bucket.get());
        return Deletion.DELETED;
    }
}
