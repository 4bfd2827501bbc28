package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.util.List;

/** Registers an export bucket, after it was written to. Knows AWS alone, as v1.0 and the first version of v2. */
final class CreateBucket implements ProjectOperation {
    private static final Schema.Fields BODY = Schema.object(
            "BucketRequest",
            Property.required("bucketName", BucketRegistration.NAME),
            Property.required("cloudProvider", Schema.choice(BucketAnswer.CLOUD_PROVIDER)),
            Property.required("iamRoleId", Schema.id(), "a store access, or an authorized role"));

    private final Route route;
    private final BucketRegistration registration;

    CreateBucket(String base, BucketRegistration registration) {
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
                .answers(BucketAnswer.class)
                .errors(BucketRegistration.ERRORS);
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        JsonBody body = request.body(BODY);
        String name = body.text("bucketName");
        body.choice("cloudProvider", List.of(BucketAnswer.CLOUD_PROVIDER));
        ExportBucket bucket = registration.register(project, name, body.id("iamRoleId"));
        return Answer.ok(BucketAnswer.of(bucket));
    }
}
