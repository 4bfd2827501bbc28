package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.ExportJobs.Submission;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.ClusterOperation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import java.time.Clock;

/** Accepts an export job. When it answers 200 the job is durable. */
final class CreateExport implements ClusterOperation {
    private final Route route;
    private final ExportJobs jobs;
    private final RequestedJobs requested;
    private final Clock clock;
    private final Runnable jobSubmitted;

    CreateExport(String base, Catalog catalog, Clock clock, ExportPrefixes prefixes, Runnable jobSubmitted) {
        this.route = Route.post(base + "/groups/{groupId}/clusters/{clusterName}/backup/exports");
        this.jobs = catalog.jobs();
        this.requested = new RequestedJobs(catalog, prefixes);
        this.clock = clock;
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
    public OperationDescription description() {
        return OperationDescription.of(
                        "createExport",
                        Tag.EXPORTS,
                        "Starts an export of a snapshot; the job is durable when this answers")
                .body(ExportRequest.BODY)
                .answers(ExportAnswer.class)
                .errors(
                        ApiErrorCode.SNAPSHOT_NOT_FOUND,
                        ApiErrorCode.SNAPSHOT_NOT_COMPLETED,
                        ApiErrorCode.EXPORT_BUCKET_NOT_FOUND,
                        ApiErrorCode.SNAPSHOT_EXPORT_ALREADY_ACTIVE);
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        ExportRequest wanted = ExportRequest.of(request);
        Snapshot snapshot = requested.exportable(project, cluster, wanted.snapshotId(), wanted.exportBucketId());
        Submission submission = jobs.submit(requested.job(
                project, cluster, snapshot, wanted.exportBucketId(), wanted.customData(), clock.instant()));
        RequestedJobs.requireFreeSnapshot(submission, snapshot.id(), cluster);
        jobSubmitted.run();
        return Answer.ok(ExportAnswer.of(((Submission.Accepted) submission).job()));
    }
}
