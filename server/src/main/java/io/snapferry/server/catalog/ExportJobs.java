package io.snapferry.server.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

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
     * @param options of the content
     * @param idempotencyKey names the request
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
            List<String> replicaSetNames,
            ExportOptions options,
            Optional<IdempotencyKey> idempotencyKey) {
        /** What Atlas's API can ask for. */
        public NewJob(
                Id<Project> project,
                Id<Cluster> cluster,
                Id<Snapshot> snapshot,
                Id<ExportBucket> bucket,
                List<CustomData> customData,
                String prefixBase,
                Instant createdAt,
                boolean sharded,
                List<String> replicaSetNames) {
            this(
                    project,
                    cluster,
                    snapshot,
                    bucket,
                    customData,
                    prefixBase,
                    createdAt,
                    sharded,
                    replicaSetNames,
                    ExportOptions.DEFAULT,
                    Optional.empty());
        }

        /** The same with what our own API can ask for. */
        public NewJob with(ExportOptions other, Optional<IdempotencyKey> key) {
            return new NewJob(
                    project,
                    cluster,
                    snapshot,
                    bucket,
                    customData,
                    prefixBase,
                    createdAt,
                    sharded,
                    replicaSetNames,
                    other,
                    key);
        }

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

        /**
         * The snapshot is not complete.
         *
         * @param status of the snapshot; empty when it is gone
         */
        record NotCompleted(Optional<SnapshotStatus> status) implements Submission {}

        /** The same request came before, and this is its job as it is now. */
        record Repeated(ExportJob job) implements Submission {}

        /** Another request came before with the same idempotency key. */
        record KeyReused(Id<ExportJob> job) implements Submission {}
    }

    /**
     * Accepts a job, in one transaction with the checks: for its idempotency key, for another active export of the snapshot, and
     * that the snapshot is completed.
     */
    Submission submit(NewJob job);

    /** The prefix that {@link #submit} would give the job now. */
    String prefixOf(NewJob job);

    Optional<ExportJob> find(Id<Cluster> cluster, Id<ExportJob> id);

    /** Newest first; of the same time, the one that was accepted last. */
    default Page<ExportJob> page(Id<Cluster> cluster, Page.Request page) {
        return page(cluster, JobFilter.ALL, page);
    }

    /** Newest first; of the same time, the one that was accepted last. */
    Page<ExportJob> page(Id<Cluster> cluster, JobFilter filter, Page.Request page);

    /** The Successful job that finished last. */
    Optional<ExportJob> latestSuccessful(Id<Cluster> cluster);

    /** What {@link #cancel} came to. */
    enum Cancellation {
        /** It is Cancelled now, or was before. */
        CANCELLED,
        /** Its worker has to stop, and ends it Cancelled. It will not write {@code .complete}. */
        REQUESTED,
        /** It ended otherwise, or its {@code .complete} is being written. */
        TOO_LATE,
        /** There is none. */
        UNKNOWN
    }

    /** Calls a job off and keeps what it wrote. */
    default Cancellation cancel(Id<Cluster> cluster, Id<ExportJob> id, Instant now) {
        return cancel(cluster, id, now, Leftovers.KEEP);
    }

    /**
     * Calls a job off. At once when nobody runs it; otherwise its worker learns of it when it writes next.
     *
     * @param leftovers what becomes of its objects when it is Cancelled; of a job that was called off before, what was said
     *     then
     */
    Cancellation cancel(Id<Cluster> cluster, Id<ExportJob> id, Instant now, Leftovers leftovers);

    /** Cancelled jobs whose objects are to be removed and are not yet. */
    List<ExportJob> removalsDue();

    /**
     * Says that nothing more will be removed of a job.
     *
     * @param refusal why its objects stay, when they do; kept as the job's failure
     */
    void leftoversRemoved(Id<ExportJob> job, Optional<ExportJob.Failure> refusal);

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
     * overtake a large one that waits. Before that, jobs that were cancelled and whose claim ran out end Cancelled.
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
     * Settles the terms of a job. The first call for a job decides for all its runs.
     *
     * @param choice of the server that runs it now
     * @return what was chosen first; empty when the claim is lost or the job was cancelled: the worker must stop
     */
    Optional<JobTerms> settleTerms(Claim claim, JobTerms choice);

    /**
     * Settles what a job exports. The first call for a job decides for all its runs.
     *
     * @param identities of its sources as this run finds them, by the name of their replica set
     * @return what was found first; empty when the claim is lost or the job was cancelled: the worker must stop
     */
    Optional<SortedMap<String, String>> settleSources(Claim claim, SortedMap<String, String> identities);

    /**
     * Asks to write {@code .complete}. From then on the job cannot be cancelled, also not after a crash: the object may be in
     * the bucket.
     *
     * @return false when the claim is lost or the job was cancelled: the worker must stop
     */
    boolean beginCompletion(Claim claim);

    /**
     * Ends a job.
     *
     * @param outcome SUCCESSFUL or FAILED, unless the job was cancelled; CANCELLED only then
     * @param failure for FAILED only
     * @return false when the claim is lost or the outcome is not possible; nothing was changed then
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
     * @return false when the claim is lost, and nothing was changed, or the job was cancelled: its object is recorded all the
     *     same, so that it can be removed
     */
    boolean recordObject(Claim claim, String objectKey, String record);

    /** What {@link #recordObject} kept, ordered by key. */
    List<String> objectRecords(Id<ExportJob> job);
}
