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
 * @param progress so far
 * @param components one per shard of a sharded cluster, ordered by replica set name; empty for a replica set
 * @param replicaSetCount how many replica sets it reads, at least 1
 * @param failure why it failed
 * @param options of its content
 * @param cancelRequested whether somebody called it off and its worker has still to stop
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
        Optional<Failure> failure,
        ExportOptions options,
        boolean cancelRequested) {
    /** A job that Atlas's API could have asked for, and that nobody called off. */
    public ExportJob(
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
        this(
                id,
                project,
                cluster,
                snapshot,
                bucket,
                customData,
                prefix,
                state,
                createdAt,
                finishedAt,
                progress,
                components,
                replicaSetCount,
                failure,
                ExportOptions.DEFAULT,
                false);
    }

    /** Copies the lists. */
    public ExportJob {
        customData = List.copyOf(customData);
        components = List.copyOf(components);
    }

    /** Whether it exports a sharded cluster. */
    public boolean isSharded() {
        return !components.isEmpty();
    }

    /** Whether this job is what the request asks for, but for the time of the request. */
    public boolean isOf(ExportJobs.NewJob request) {
        return project.equals(request.project())
                && cluster.equals(request.cluster())
                && snapshot.equals(request.snapshot())
                && bucket.equals(request.bucket())
                && customData.equals(request.customData())
                && options.equals(request.options());
    }

    /**
     * How much is done.
     *
     * @param exportedCollections whole collections in the bucket
     * @param totalCollections of the plan; 0 before it is planned
     * @param figures documents and bytes
     */
    public record Progress(int exportedCollections, int totalCollections, ExportFigures figures) {
        /** Before the plan. */
        public static final Progress NONE = new Progress(0, 0);

        /** Counted by collections alone. */
        public Progress(int exportedCollections, int totalCollections) {
            this(exportedCollections, totalCollections, ExportFigures.NONE);
        }
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
