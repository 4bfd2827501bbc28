package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;
import java.util.List;

/**
 * Registers an export bucket, since 2024-05-30. That version knows buckets of three clouds; here a store access, which stands
 * behind {@code AWS}, is the one way to a bucket, so the other two are refused in words.
 */
final class CreateCloudBucket implements ProjectOperation {
    private static final List<String> OF_OTHER_CLOUDS = List.of("roleId", "serviceUrl", "tenantId");

    private final Route route;
    private final BucketRegistration registration;

    CreateCloudBucket(String base, BucketRegistration registration) {
        this.route = Route.post(base + "/groups/{groupId}/backup/exportBuckets");
        this.registration = registration;
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
    public Answer answer(ApiRequest request, Project project) {
        JsonBody body = request.body(
                "bucketName",
                "cloudProvider",
                "iamRoleId",
                "requirePrivateNetworking",
                "roleId",
                "serviceUrl",
                "tenantId");
        String provider = body.choice("cloudProvider", List.of(BucketAnswer.CLOUD_PROVIDER, "AZURE", "GCP"));
        if (!provider.equals(BucketAnswer.CLOUD_PROVIDER)) {
            throw ApiErrorCode.CLOUD_PROVIDER_NOT_SUPPORTED.with(provider);
        }
        for (String name : OF_OTHER_CLOUDS) {
            if (body.optionalText(name).isPresent()) {
                throw body.invalid(name, "it is not known for " + provider);
            }
        }
        PrivateNetworking.refuseIfWanted(body);
        ExportBucket bucket = registration.register(project, body.text("bucketName"), body.id("iamRoleId"));
        return Answer.ok(CloudBucketAnswer.of(bucket));
    }
}
