package io.snapferry.server.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One run of an export.
 *
 * @param id of the job
 * @param project that it belongs to
 * @param cluster whose snapshot is exported
 * @param snapshot that is exported
 * @param bucket that it goes to
 * @param customData in the order of the request
 * @param prefix of all its objects, without a leading slash; unique
 * @param state where it is in its life
 * @param createdAt when it was accepted, whole seconds
 * @param finishedAt when it ended, whole seconds
 * @param progress collections so far
 * @param components one per shard of a sharded cluster, ordered by replica set name; empty for a replica set
 * @param replicaSetCount how many replica sets it reads, at least 1
 * @param failure why it failed
 */
public record ExportJob(
        Id<ExportJob> id,
        Id<Project> project,
        Id<Cluster> cluster,
        Id<Snapshot> snapshot,
        Id<ExportBucket> bucket,
        List<CustomData> customData,
        String prefix,
        JobState state,
        Instant createdAt,
        Optional<Instant> finishedAt,
        Progress progress,
        List<Component> components,
        int replicaSetCount,
        Optional<Failure> failure) {
    /** Copies the lists. */
    public ExportJob {
        customData = List.copyOf(customData);
        components = List.copyOf(components);
    }

    /** Whether it exports a sharded cluster. */
    public boolean isSharded() {
        return !components.isEmpty();
    }

    /**
     * How many collections are done.
     *
     * @param exportedCollections whole collections in the bucket
     * @param totalCollections of the plan; 0 before it is planned
     */
    public record Progress(int exportedCollections, int totalCollections) {
        /** Before the plan. */
        public static final Progress NONE = new Progress(0, 0);
    }

    /**
     * A shard's part of the job.
     *
     * @param exportId of the part, differs from the job's id
     * @param replicaSetName of the shard
     */
    public record Component(Id<ExportJob> exportId, String replicaSetName) {}

    /**
     * Why a job failed.
     *
     * @param errorCode upper-case words with underscores, one of docs/errors.md
     * @param message names snapshot, namespace, file and position as far as known; no secret
     */
    public record Failure(String errorCode, String message) {}
}
