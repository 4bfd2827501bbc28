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

/** Forgets an export bucket; what was exported stays in it. */
final class DeleteBucket implements ProjectOperation {
    private final Route route;
    private final Destinations destinations;

    DeleteBucket(String base, Destinations destinations) {
        this.route = Route.delete(base + "/groups/{groupId}/backup/exportBuckets/{exportBucketId}");
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
                        "deleteExportBucket",
                        Tag.EXPORT_BUCKETS,
                        "Forgets an export bucket; what was exported stays in it")
                .answersNothing(204)
                .errors(ApiErrorCode.EXPORT_BUCKET_NOT_FOUND, ApiErrorCode.EXPORT_BUCKET_DELETE_FAILED_BUCKET_IN_USE);
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        Id<ExportBucket> id = request.id("exportBucketId");
        return switch (destinations.deleteBucket(project.id(), id)) {
            case DELETED -> Answer.noContent();
            case UNKNOWN -> throw ApiErrorCode.EXPORT_BUCKET_NOT_FOUND.with(id, project.id());
            case IN_USE -> throw ApiErrorCode.EXPORT_BUCKET_DELETE_FAILED_BUCKET_IN_USE.with(id);
        };
    }
}
