package io.snapferry.server.catalog;

import java.util.List;
import java.util.Optional;

/** Export buckets and how they are reached. Thread-safe; every write is durable when its method returns. */
public interface Destinations {

    /**
     * Inserts the access, or replaces the one with this id.
     *
     * @throws NameTakenException when another access of the project has the name
     */
    void putStoreAccess(StoreAccess access);

    Optional<StoreAccess> storeAccess(Id<Project> project, Id<StoreAccess> id);

    Optional<StoreAccess> storeAccessByName(Id<Project> project, String name);

    /** Ordered by name. */
    List<StoreAccess> storeAccesses(Id<Project> project);

    /** What deleting came to. */
    enum Deletion {
        DELETED,
        /** There is none with this id in this project. */
        UNKNOWN,
        /** An unfinished job, a schedule, or a bucket still needs it. */
        IN_USE
    }

    Deletion deleteStoreAccess(Id<Project> project, Id<StoreAccess> id);

    /** Inserts the bucket, or replaces the one with this id. Two buckets may have the same name and access. */
    void putBucket(ExportBucket bucket);

    Optional<ExportBucket> bucket(Id<Project> project, Id<ExportBucket> id);

    /** Ordered by creation, then id. */
    Page<ExportBucket> buckets(Id<Project> project, Page.Request page);

    /** Finished jobs keep the id of a deleted bucket. */
    Deletion deleteBucket(Id<Project> project, Id<ExportBucket> id);
}
