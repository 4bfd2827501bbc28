package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ClusterType;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.SnapshotStatus;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.ClusterOperation;
import io.snapferry.server.http.Route;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Accepts an export job. When it answers 200 the job is durable. */
final class CreateExport implements ClusterOperation {
    private final Route route;
    private final Catalog catalog;
    private final Clock clock;
    private final ExportPrefixes prefixes;
    private final Runnable jobSubmitted;

    CreateExport(String base, Catalog catalog, Clock clock, ExportPrefixes prefixes, Runnable jobSubmitted) {
        this.route = Route.post(base + "/groups/{groupId}/clusters/{clusterName}/backup/exports");
        this.catalog = catalog;
        this.clock = clock;
        this.prefixes = prefixes;
        this.jobSubmitted = jobSubmitted;
    }

    @Override
    public Route route() {
        return route;
    }

    @Override
    public Permission permission() {
        return Permission.EXPORT;
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        ExportRequest wanted = ExportRequest.of(request);
        Snapshot snapshot = catalog.snapshots()
                .find(cluster.id(), wanted.snapshotId())
                .orElseThrow(() -> ApiErrorCode.SNAPSHOT_NOT_FOUND.with(wanted.snapshotId(), cluster.name()));
        ExportBucket bucket = catalog.destinations()
                .bucket(project.id(), wanted.exportBucketId())
                .orElseThrow(() -> ApiErrorCode.EXPORT_BUCKET_NOT_FOUND.with(wanted.exportBucketId(), project.id()));
        if (snapshot.status() != SnapshotStatus.COMPLETED) {
            throw ApiErrorCode.SNAPSHOT_NOT_COMPLETED.with(
                    snapshot.id(), snapshot.status().wireName());
        }
        ExportJobs.Submission submission = catalog.jobs().submit(job(wanted, project, cluster, snapshot, bucket));
        if (submission instanceof ExportJobs.Submission.AlreadyActive active) {
            throw ApiErrorCode.SNAPSHOT_EXPORT_ALREADY_ACTIVE.with(snapshot.id(), active.job());
        }
        if (submission instanceof ExportJobs.Submission.NotCompleted snapshotNow) {
            throw snapshotNow
                    .status()
                    .map(status -> ApiErrorCode.SNAPSHOT_NOT_COMPLETED.with(snapshot.id(), status.wireName()))
                    .orElseGet(() -> ApiErrorCode.SNAPSHOT_NOT_FOUND.with(snapshot.id(), cluster.name()));
        }
        jobSubmitted.run();
        return Answer.ok(ExportAnswer.of(((ExportJobs.Submission.Accepted) submission).job()));
    }

    private ExportJobs.NewJob job(
            ExportRequest wanted, Project project, Cluster cluster, Snapshot snapshot, ExportBucket bucket) {
        Organization organization = catalog.tenants()
                .organization(project.organization())
                .orElseThrow(() -> new IllegalStateException("project " + project.id() + " has no organization"));
        return new ExportJobs.NewJob(
                project.id(),
                cluster.id(),
                snapshot.id(),
                bucket.id(),
                wanted.customData(),
                prefixes.base(organization, project, cluster, snapshot),
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                cluster.type() == ClusterType.SHARDED,
                snapshot.members().stream().map(Snapshot.Member::replicaSetName).toList());
    }
}
