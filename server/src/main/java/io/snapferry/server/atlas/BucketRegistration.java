package io.snapferry.server.atlas;

import io.snapferry.server.catalog.AccessRoles;
import io.snapferry.server.catalog.Destinations;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiException;
import io.snapferry.server.schema.Schema;
import io.snapferry.store.ObjectStoreException;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** Takes in export buckets, for every version of the API. Two may have the same name, as in Atlas. Thread-safe. */
final class BucketRegistration {
    /** S3's rules for new buckets, and what older S3 servers and folders allow besides. */
    static final Schema.Text NAME = Schema.text().matching("[a-zA-Z0-9][a-zA-Z0-9._-]{2,62}");

    /** What {@link #register} throws. */
    static final ApiErrorCode[] ERRORS = {
        ApiErrorCode.EXPORT_BUCKET_NAME_INVALID,
        ApiErrorCode.CLOUD_PROVIDER_ACCESS_ROLE_NOT_AUTHORIZED,
        ApiErrorCode.CLOUD_PROVIDER_ACCESS_ROLE_NOT_FOUND,
        ApiErrorCode.EXPORT_BUCKET_NOT_WRITABLE
    };

    private static final Pattern NAME_FORM = Pattern.compile(NAME.pattern().orElseThrow());

    private final Destinations destinations;
    private final AccessRoles roles;
    private final Clock clock;
    private final BucketProbe probe;

    BucketRegistration(Destinations destinations, AccessRoles roles, Clock clock, BucketProbe probe) {
        this.destinations = destinations;
        this.roles = roles;
        this.clock = clock;
        this.probe = probe;
    }

    /**
     * Writes to the bucket, and registers it when that worked.
     *
     * @throws ApiException when the name cannot be a bucket's, the access is not known, or the bucket cannot be written
     */
    ExportBucket register(Project project, String name, Id<StoreAccess> accessId) {
        if (!NAME_FORM.matcher(name).matches() || name.contains("..")) {
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
        return bucket;
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
