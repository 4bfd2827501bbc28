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
import io.snapferry.server.schema.Schema;

/**
 * Changes an export bucket, since 2024-05-30. The one attribute that Atlas lets change has one possible value here, so that
 * nothing changes; clients that send what they read still get their answer.
 */
final class UpdateBucket implements ProjectOperation {
    private static final Schema.Fields BODY = Schema.object("BucketUpdate", PrivateNetworking.PROPERTY);

    private final Route route;
    private final Destinations destinations;

    UpdateBucket(String base, Destinations destinations) {
        this.route = Route.patch(base + "/groups/{groupId}/backup/exportBuckets/{exportBucketId}");
        this.destinations = destinations;
    }

    @Override
    public Route route() {
        return route;
    }

    @Override
    public Permission permission() {
        return Permission.MANAGE_BACKUPS;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "updateExportBucket",
                        Tag.EXPORT_BUCKETS,
                        "Changes an export bucket; its one attribute that can be changed has one possible value")
                .body(BODY)
                .answers(CloudBucketAnswer.class)
                .errors(ApiErrorCode.EXPORT_BUCKET_NOT_FOUND, ApiErrorCode.PRIVATE_NETWORKING_NOT_SUPPORTED);
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        Id<ExportBucket> id = request.id("exportBucketId");
        PrivateNetworking.refuseIfWanted(request.body(BODY));
        ExportBucket bucket = destinations
                .bucket(project.id(), id)
                .orElseThrow(() -> ApiErrorCode.EXPORT_BUCKET_NOT_FOUND.with(id, project.id()));
        return Answer.ok(
                CloudBucketAnswer.withRegion(bucket, destinations.storeAccess(project.id(), bucket.storeAccess())));
    }
}
