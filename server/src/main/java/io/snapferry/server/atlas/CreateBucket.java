package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.AccessRoles;
import io.snapferry.server.catalog.Destinations;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiException;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;
import io.snapferry.store.ObjectStoreException;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;

/** Registers an export bucket, after it was written to. Two buckets may have the same name, as in Atlas. */
final class CreateBucket implements ProjectOperation {
    /** S3's rules for new buckets, and what older S3 servers and folders allow besides. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{2,62}");

    private final Route route;
    private final Destinations destinations;
    private final AccessRoles roles;
    private final Clock clock;
    private final BucketProbe probe;

    CreateBucket(String base, Destinations destinations, AccessRoles roles, Clock clock, BucketProbe probe) {
        this.route = Route.post(base + "/groups/{groupId}/backup/exportBuckets");
        this.destinations = destinations;
        this.roles = roles;
        this.clock = clock;
        this.probe = probe;
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
        JsonBody body = request.body("bucketName", "cloudProvider", "iamRoleId");
        String name = body.text("bucketName");
        body.choice("cloudProvider", List.of(BucketAnswer.CLOUD_PROVIDER));
        Id<StoreAccess> accessId = body.id("iamRoleId");
        if (!NAME.matcher(name).matches() || name.contains("..")) {
            throw ApiErrorCode.EXPORT_BUCKET_NAME_INVALID.with(name);
        }
        StoreAccess access =
                destinations.storeAccess(project.id(), accessId).orElseThrow(() -> noAccess(project, accessId));
        try {
            probe.check(access, name);
        } catch (IOException e) {
            throw notWritable(name, e);
        }
        ExportBucket bucket = new ExportBucket(
                Id.next(clock.instant()),
                project.id(),
                name,
                access.id(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
        destinations.putBucket(bucket);
        return Answer.ok(BucketAnswer.of(bucket));
    }

    private ApiException noAccess(Project project, Id<StoreAccess> id) {
        return roles.find(project.id(), id).isPresent()
                ? ApiErrorCode.CLOUD_PROVIDER_ACCESS_ROLE_NOT_AUTHORIZED.with(id)
                : ApiErrorCode.CLOUD_PROVIDER_ACCESS_ROLE_NOT_FOUND.with(id, project.id());
    }

    private static ApiException notWritable(String name, IOException e) {
        String storeCode = e instanceof ObjectStoreException refusal
                ? refusal.storeCode()
                : e.getClass().getSimpleName();
        String message = e.getMessage() == null ? storeCode : e.getMessage();
        return ApiErrorCode.EXPORT_BUCKET_NOT_WRITABLE.with(name, storeCode, message);
    }
}
