package io.snapferry.server.atlas;

import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ClusterType;
import io.snapferry.server.catalog.CustomData;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.ExportJobs.NewJob;
import io.snapferry.server.catalog.ExportJobs.Submission;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.SnapshotStatus;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Makes the export jobs that requests and schedules ask for, and says why one cannot be. Thread-safe. */
public final class RequestedJobs {
    private final Catalog catalog;
    private final ExportPrefixes prefixes;

    /** @param prefixes says where exports go in their bucket */
    public RequestedJobs(Catalog catalog, ExportPrefixes prefixes) {
        this.catalog = catalog;
        this.prefixes = prefixes;
    }

    /**
     * The snapshot that a request names, when it can be exported now.
     *
     * @throws ApiException when the cluster has no such snapshot, the project no such bucket, or the snapshot is not completed
     */
    public Snapshot exportable(Project project, Cluster cluster, Id<Snapshot> snapshotId, Id<ExportBucket> bucketId) {
        Snapshot snapshot = catalog.snapshots()
                .find(cluster.id(), snapshotId)
                .orElseThrow(() -> notCompleted(snapshotId, Optional.empty(), cluster));
        if (catalog.destinations().bucket(project.id(), bucketId).isEmpty()) {
            throw ApiErrorCode.EXPORT_BUCKET_NOT_FOUND.with(bucketId, project.id());
        }
        if (snapshot.status() != SnapshotStatus.COMPLETED) {
            throw notCompleted(snapshotId, Optional.of(snapshot.status()), cluster);
        }
        return snapshot;
    }

    /** The job that exports a completed snapshot, with what Atlas's API can ask for. */
    public NewJob job(
            Project project,
            Cluster cluster,
            Snapshot snapshot,
            Id<ExportBucket> bucket,
            List<CustomData> customData,
            Instant now) {
        Organization organization = catalog.tenants()
                .organization(project.organization())
                .orElseThrow(() -> new IllegalStateException("project " + project.id() + " has no organization"));
        return new NewJob(
                project.id(),
                cluster.id(),
                snapshot.id(),
                bucket,
                customData,
                prefixes.base(organization, project, cluster, snapshot),
                now.truncatedTo(ChronoUnit.SECONDS),
                cluster.type() == ClusterType.SHARDED,
                snapshot.members().stream().map(Snapshot.Member::replicaSetName).toList());
    }

    /**
     * Refuses what the queue did not accept because of the snapshot.
     *
     * @throws ApiException when the snapshot has an active export, or is not there or not completed any more
     */
    public static void requireFreeSnapshot(Submission submission, Id<Snapshot> snapshot, Cluster cluster) {
        if (submission instanceof Submission.AlreadyActive active) {
            throw ApiErrorCode.SNAPSHOT_EXPORT_ALREADY_ACTIVE.with(snapshot, active.job());
        }
        if (submission instanceof Submission.NotCompleted now) {
            throw notCompleted(snapshot, now.status(), cluster);
        }
    }

    /** @param status empty when there is no such snapshot */
    private static ApiException notCompleted(Id<Snapshot> snapshot, Optional<SnapshotStatus> status, Cluster cluster) {
        return status.map(now -> ApiErrorCode.SNAPSHOT_NOT_COMPLETED.with(snapshot, now.wireName()))
                .orElseGet(() -> ApiErrorCode.SNAPSHOT_NOT_FOUND.with(snapshot, cluster.name()));
    }
}
