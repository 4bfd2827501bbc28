package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Destinations;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;

/** One export bucket. */
final class GetBucket implements ProjectOperation {
    private final Route route;
    private final Destinations destinations;

    GetBucket(String base, Destinations destinations) {
        this.route = Route.get(base + "/groups/{groupId}/backup/exportBuckets/{exportBucketId}");
        this.destinations = destinations;
    }

    @Override
    public Route route() {
        return route;
    }

    @Override
    public Permission permission() {
        return Permission.READ_PROJECT;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of("getExportBucket", Tag.EXPORT_BUCKETS, "One export bucket")
                .answers(BucketAnswer.class)
                .errors(ApiErrorCode.EXPORT_BUCKET_NOT_FOUND);
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        Id<ExportBucket> id = request.id("exportBucketId");
        return destinations
                .bucket(project.id(), id)
                .map(bucket -> Answer.ok(BucketAnswer.of(bucket)))
                .orElseThrow(() -> ApiErrorCode.EXPORT_BUCKET_NOT_FOUND.with(id, project.id()));
    }
}
