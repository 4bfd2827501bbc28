package io.snapferry.server.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.run.BlockWorkers;
import io.snapferry.server.buckets.BucketOpener;
import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.ExportOptions;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.JobState;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.server.catalog.StoreSettings;
import io.snapferry.server.catalog.Tenancy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A catalog with a cluster and a bucket that is a folder, and what a test does with them. */
final class QueueFixture {
    static final int CHUNK_SIZE_BYTES = 1024;
    static final String WORKER = "worker";

    /** Those of the process: all workers of all tests share them, as the jobs of a server do. */
    static final BlockWorkers BLOCK_WORKERS = new BlockWorkers(2);

    /** So many objects of a job are written at a time. */
    static final int READERS = BLOCK_WORKERS.threadCount() + 1;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long POLL_NANOS = 2_000_000;
    private static final Instant NOW = Tenancy.NOW;

    private final Catalog catalog;
    private final Tenancy tenancy;
    private final ExportBucket bucket;

    /** @param buckets the folder of the buckets */
    QueueFixture(Catalog catalog, Path buckets) throws IOException {
        Files.createDirectories(buckets);
        this.catalog = catalog;
        this.tenancy = Tenancy.in(catalog, "mySbx");
        this.bucket = putBucket(buckets, "nightly");
    }

    ExportBucket bucket() {
        return bucket;
    }

    ExportBucket putBucket(Path root, String name) {
        StoreAccess access = new StoreAccess(
                Id.next(NOW), tenancy.project().id(), name + " in " + root, new StoreSettings.Folder(root), NOW);
        ExportBucket added = new ExportBucket(Id.next(NOW), tenancy.project().id(), name, access.id(), NOW);
        catalog.destinations().putStoreAccess(access);
        catalog.destinations().putBucket(added);
        return added;
    }

    /** A worker with its settings as a server has them, but for the size of a chunk. */
    ExportWorker worker(BucketOpener buckets) {
        return worker(catalog, buckets, ExportWorkerSettings.DEFAULT_MAX_REPLICA_SETS, Duration.ofSeconds(30));
    }

    ExportWorker worker(BucketOpener buckets, int maxReplicaSets, Duration lease) {
        return worker(catalog, buckets, maxReplicaSets, lease);
    }

    static ExportWorker worker(Catalog catalog, BucketOpener buckets, int maxReplicaSets, Duration lease) {
        return new ExportWorker(
                catalog,
                buckets,
                BLOCK_WORKERS,
                new ExportWorkerSettings(WORKER, lease, maxReplicaSets, CHUNK_SIZE_BYTES),
                Clock.systemUTC());
    }

    /** An accepted job that exports the sources, one for each replica set. */
    ExportJob submit(Path... sources) {
        return submit(bucket, sources);
    }

    ExportJob submit(ExportOptions options, Path... sources) {
        return submit(bucket, options, sources);
    }

    ExportJob submit(ExportBucket to, Path... sources) {
        return submit(to, ExportOptions.DEFAULT, sources);
    }

    private ExportJob submit(ExportBucket to, ExportOptions options, Path... sources) {
        List<Snapshot.Member> members = new ArrayList<>();
        for (Path source : sources) {
            members.add(new Snapshot.Member(Id.next(NOW), "shard-" + members.size(), source));
        }
        Snapshot snapshot = new Snapshot(
                Id.next(NOW), tenancy.cluster().id(), members, NOW, Optional.empty(), "nightly", "7.0.12", 42);
        catalog.snapshots().put(snapshot);
        ExportJobs.NewJob sample = tenancy.jobFor(snapshot, NOW);
        ExportJobs.Submission submission = catalog.jobs()
                .submit(new ExportJobs.NewJob(
                        sample.project(),
                        sample.cluster(),
                        sample.snapshot(),
                        to.id(),
                        sample.customData(),
                        sample.prefixBase(),
                        sample.createdAt(),
                        sample.sharded(),
                        sample.replicaSetNames(),
                        options,
                        Optional.empty()));
        return ((ExportJobs.Submission.Accepted) submission).job();
    }

    ExportJob now(ExportJob job) {
        return catalog.jobs().find(job.cluster(), job.id()).orElseThrow();
    }

    JobState stateOf(ExportJob job) {
        return now(job).state();
    }

    /** Returns the job when it has ended. */
    ExportJob await(ExportJob job) {
        await(() -> stateOf(job).isFinal(), "the end of " + job.id());
        return now(job);
    }

    static void await(BooleanSupplier condition, String what) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("waiting for " + what).isBefore(deadline);
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
