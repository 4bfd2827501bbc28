package io.snapferry.server.queue;

import io.snapferry.compression.GzipCodecFactory;
import io.snapferry.compression.GzipCodecs;
import io.snapferry.layout.ExportPrefix;
import io.snapferry.layout.SnapshotIdentity;
import io.snapferry.manifest.CompletionMarker;
import io.snapferry.plan.PlanException;
import io.snapferry.run.BlockWorkers;
import io.snapferry.run.ExportProgress;
import io.snapferry.run.ExportRequest;
import io.snapferry.run.ExportResult;
import io.snapferry.run.ExportRun;
import io.snapferry.run.ExportStoppedException;
import io.snapferry.run.ProgramVersion;
import io.snapferry.run.StorePatience;
import io.snapferry.server.buckets.BucketOpener;
import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.JobTerms;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.source.encryption.FileKeys;
import io.snapferry.source.location.OpenSources;
import io.snapferry.source.location.SourceOptions;
import io.snapferry.store.ObjectStore;
import java.io.IOException;
import java.util.Optional;

/** Turns a job's row into a run of the export engine. Thread-safe. */
final class JobExport {
    private final Catalog catalog;
    private final BucketOpener buckets;
    private final FileKeys keys;
    private final BlockWorkers blockWorkers;
    private final ExportWorkerSettings settings;
    private final GzipCodecs codecs;

    JobExport(
            Catalog catalog,
            BucketOpener buckets,
            FileKeys keys,
            BlockWorkers blockWorkers,
            ExportWorkerSettings settings) {
        this.catalog = catalog;
        this.buckets = buckets;
        this.keys = keys;
        this.blockWorkers = blockWorkers;
        this.settings = settings;
        this.codecs = new GzipCodecs(settings.nativeCompression());
    }

    ExportResult run(ExportJobs.Claim claim, ExportProgress progress) throws IOException, InterruptedException {
        ExportJob job = claim.job();
        Snapshot snapshot = known(catalog.snapshots().find(job.cluster(), job.snapshot()), "the snapshot");
        ExportBucket bucket = known(catalog.destinations().bucket(job.project(), job.bucket()), "the export bucket");
        StoreAccess access = known(
                catalog.destinations().storeAccess(job.project(), bucket.storeAccess()), "the export bucket's role");
        try (ObjectStore store = buckets.open(access, bucket.bucketName());
                OpenSources sources = OpenSources.open(
                        snapshot.sources(), new SourceOptions(keys, snapshot.isAtCheckpoint(), false))) {
            return new ExportRun(
                            request(claim, snapshot),
                            sources.byReplicaSet(),
                            store,
                            new ClaimedLedger(claim, catalog.jobs()),
                            progress,
                            blockWorkers,
                            new StorePatience(settings.storePatience()))
                    .run();
        }
    }

    /** An export has one plan and one codec from beginning to end, also when it goes on with other settings or elsewhere. */
    private ExportRequest request(ExportJobs.Claim claim, Snapshot snapshot) throws IOException {
        GzipCodecFactory choice =
                codecs.forLevel(claim.job().options().gzipLevel().orElse(settings.gzipLevel()));
        JobTerms terms = catalog.jobs()
                .settleTerms(claim, new JobTerms(choice.id(), settings.chunkSizeBytes()))
                .orElseThrow(() -> new ExportStoppedException("the job is another worker's now, or was cancelled"));
        GzipCodecFactory codec = terms.codec().equals(choice.id()) ? choice : codecs.exactly(terms.codec());
        return request(claim.job(), snapshot, codec, terms.chunkSizeBytes());
    }

    private ExportRequest request(ExportJob job, Snapshot snapshot, GzipCodecFactory codec, long chunkSizeBytes)
            throws PlanException {
        Project project = known(catalog.tenants().project(job.project()), "the project");
        Organization organization = known(catalog.tenants().organization(project.organization()), "the organization");
        Cluster cluster = known(catalog.tenants().cluster(job.cluster()), "the cluster");
        SnapshotIdentity identity = new SnapshotIdentity(
                organization.id().hex(),
                organization.name(),
                project.id().hex(),
                project.name(),
                cluster.id().hex(),
                cluster.name(),
                snapshot.createdAt());
        return new ExportRequest(
                identity,
                new ExportPrefix(job.prefix()),
                EngineSettings.of(job.options(), chunkSizeBytes),
                codec,
                job.customData().stream()
                        .map(data -> new CompletionMarker.Label(data.key(), data.value()))
                        .toList(),
                ProgramVersion.read());
    }

    private static <T> T known(Optional<T> found, String what) throws PlanException {
        return found.orElseThrow(() -> new PlanException(what + " of the job is not in the catalog any more"));
    }
}
