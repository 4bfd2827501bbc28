package io.snapferry.server.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Export jobs, and the queue that they are. The job's row is the queue: a worker takes a job by writing its claim into the
 * row, and every later write of the worker names that claim, so that a worker that lost its job can change nothing.
 * Thread-safe; every write is durable when its method returns.
 */
public interface ExportJobs {

    /**
     * What a request asks for.
     *
     * @param prefixBase the prefix without its last segment, the second
     * @param createdAt when the request was accepted, whole seconds; the prefix ends with this second, or with the next
     *     one that no other job's prefix has
     * @param replicaSetNames of the snapshot, ordered; more than one, or {@code sharded}, makes components
     */
    record NewJob(
            Id<Project> project,
            Id<Cluster> cluster,
            Id<Snapshot> snapshot,
            Id<ExportBucket> bucket,
            List<CustomData> customData,
            String prefixBase,
            Instant createdAt,
            boolean sharded,
            List<String> replicaSetNames) {
        /**
         * Copies the lists.
         *
         * @throws IllegalArgumentException when there is no replica set
         */
        public NewJob {
            customData = List.copyOf(customData);
            replicaSetNames = List.copyOf(replicaSetNames);
            if (replicaSetNames.isEmpty()) {
                throw new IllegalArgumentException("an export reads at least one replica set");
            }
        }
    }

    /** What {@link #submit} came to. */
    sealed interface Submission {
        /** The job is durable and Queued. */
        record Accepted(ExportJob job) implements Submission {}

        /** The snapshot has an export that is not finished. */
        record AlreadyActive(Id<ExportJob> job) implements Submission {}
    }

    /** Accepts a job, in one transaction with the check for an active export of the same snapshot. */
    Submission submit(NewJob job);

    Optional<ExportJob> find(Id<Cluster> cluster, Id<ExportJob> id);

    /** Newest first; of the same time, the one that was accepted last. */
    Page<ExportJob> page(Id<Cluster> cluster, Page.Request page);

    /**
     * A worker's hold on a job. It lasts until another claim of the job is made or released, so a lease that ran out loses
     * nothing as long as nobody else took the job.
     *
     * @param job as it was when claimed, already InProgress
     * @param fencingToken grows with every claim of the job; writes with an older one are refused
     */
    record Claim(ExportJob job, long fencingToken) {}

    /**
     * Takes the oldest job that may run: a Queued one, or one InProgress whose claim ran out. A job may run when the replica
     * sets of all running jobs and its own are at most {@code maxReplicaSets}, or when nothing else runs (so that a cluster
     * with more shards than the limit runs alone). Jobs are taken strictly in order of acceptance: a small one does not
     * overtake a large one that waits.
     *
     * @param worker names the process, for people
     * @param lease how long the claim holds without a {@link #renew}
     */
    Optional<Claim> claimNext(String worker, Duration lease, int maxReplicaSets, Instant now);

    /**
     * Prolongs the claim and stores progress.
     *
     * @return false when the claim is lost or the job was cancelled: the worker must stop
     */
    boolean renew(Claim claim, Duration lease, ExportJob.Progress progress, Instant now);

    /**
     * Gives all claims of a worker back at once, for a process that restarts and knows that its former self is dead. Its jobs
     * stay InProgress and can be claimed; writes with the old claims are refused.
     */
    void releaseClaims(String worker);

    /**
     * Ends a job.
     *
     * @param outcome SUCCESSFUL, FAILED or CANCELLED
     * @param failure for FAILED only
     * @return false when the claim is lost; nothing was changed then
     */
    boolean finish(
            Claim claim,
            JobState outcome,
            Optional<ExportJob.Failure> failure,
            ExportJob.Progress progress,
            Instant now);

    /**
     * Records an object that is in the bucket. A later record of the same object replaces the earlier.
     *
     * @param objectKey of the object, unique in the job
     * @param record one line of JSON that the export engine wrote and will read
     * @return false when the claim is lost; nothing was changed then
     */
    boolean recordObject(Claim claim, String objectKey, String record);

    /** What {@link #recordObject} kept, ordered by key. */
    List<String> objectRecords(Id<ExportJob> job);
}
