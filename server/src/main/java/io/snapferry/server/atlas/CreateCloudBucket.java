package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.util.List;

/**
 * Registers an export bucket, since 2024-05-30. That version knows buckets of three clouds; here a store access, which stands
 * behind {@code AWS}, is the one way to a bucket, so the other two are refused in words.
 */
final class CreateCloudBucket implements ProjectOperation {
    private static final List<String> OF_OTHER_CLOUDS = List.of("roleId", "serviceUrl", "tenantId");

    private static final Schema.Fields BODY = Schema.object(
            "CloudBucketRequest",
            Property.required("bucketName", BucketRegistration.NAME),
            Property.required(
                    "cloudProvider",
                    Schema.choice(BucketAnswer.CLOUD_PROVIDER, "AZURE", "GCP"),
                    "AWS stands for every store access; the others are refused"),
            Property.required("iamRoleId", Schema.id(), "a store access, or an authorized role"),
            PrivateNetworking.PROPERTY,
            Property.optional("roleId", Schema.text(), "of other clouds"),
            Property.optional("serviceUrl", Schema.text(), "of other clouds"),
            Property.optional("tenantId", Schema.text(), "of other clouds"));

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
    public OperationDescription description() {
        return OperationDescription.of(
                        "createExportBucket", Tag.EXPORT_BUCKETS, "Registers an export bucket, after it was written to")
                .body(BODY)
                .answers(CloudBucketAnswer.class)
                .errors(BucketRegistration.ERRORS)
                .errors(ApiErrorCode.CLOUD_PROVIDER_NOT_SUPPORTED, ApiErrorCode.PRIVATE_NETWORKING_NOT_SUPPORTED);
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        JsonBody body = request.body(BODY);
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
