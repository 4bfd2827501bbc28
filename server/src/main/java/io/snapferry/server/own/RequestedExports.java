package io.snapferry.server.own;

import io.snapferry.compression.GzipLevel;
import io.snapferry.json.JsonMode;
import io.snapferry.server.atlas.RequestedJobs;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.CustomData;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.ExportOptions;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.IdempotencyKey;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.CustomDataAttribute;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what a request wants to export: the same body asks for an export and for its dry run. Thread-safe. */
final class RequestedExports {
    /** Each is held against every namespace. */
    private static final int MAX_GLOBS = 100;
    /** MongoDB's longest namespace has 255 bytes. */
    private static final int MAX_GLOB_LENGTH = 255;

    private static final String KEY_HEADER = "Idempotency-Key";
    private static final List<String> MODES = List.of("canonical", "relaxed");

    static final Schema.Fields BODY = Schema.object(
            "OwnExportRequest",
            Property.required("snapshotId", Schema.id(), "what to export"),
            Property.required("exportBucketId", Schema.id(), "where to"),
            CustomDataAttribute.PROPERTY,
            globs("include", "namespaces, all when absent"),
            globs("exclude", "namespaces, none when absent"),
            Property.optional("jsonMode", Schema.choice(MODES), "of Extended JSON, canonical when absent"),
            Property.optional(
                    "gzipLevel",
                    Schema.choice(GzipLevel.texts()),
                    "processor time for smaller objects, that of the server when absent"));

    /** Those that reading a request can end in. */
    static final ApiErrorCode[] ERRORS = {
        ApiErrorCode.SNAPSHOT_NOT_FOUND,
        ApiErrorCode.SNAPSHOT_NOT_COMPLETED,
        ApiErrorCode.EXPORT_BUCKET_NOT_FOUND,
        ApiErrorCode.IDEMPOTENCY_KEY_INVALID
    };

    private final RequestedJobs requested;
    private final Clock clock;

    RequestedExports(RequestedJobs requested, Clock clock) {
        this.requested = requested;
        this.clock = clock;
    }

    /**
     * A request whose snapshot and bucket exist.
     *
     * @param snapshot that is to be exported
     * @param job for the queue
     */
    record Requested(Snapshot snapshot, ExportJobs.NewJob job) {}

    /** @throws io.snapferry.server.http.ApiException when something of the request is wrong, or not there */
    Requested of(ApiRequest request, Project project, Cluster cluster) {
        Optional<IdempotencyKey> key = key(request);
        JsonBody body = request.body(BODY);
        ExportOptions options = options(body);
        Id<Snapshot> snapshotId = body.id("snapshotId");
        Id<ExportBucket> bucketId = body.id("exportBucketId");
        List<CustomData> customData = CustomDataAttribute.of(body);
        Snapshot snapshot = requested.exportable(project, cluster, snapshotId, bucketId);
        ExportJobs.NewJob job = requested
                .job(project, cluster, snapshot, bucketId, customData, clock.instant())
                .with(options, key);
        return new Requested(snapshot, job);
    }

    private static Property globs(String name, String text) {
        return Property.optional(
                name, Schema.listOf(Schema.text().ofLength(1, MAX_GLOB_LENGTH)).upTo(MAX_GLOBS), text);
    }

    private static ExportOptions options(JsonBody body) {
        JsonMode mode = body.has("jsonMode")
                ? JsonMode.valueOf(body.choice("jsonMode", MODES).toUpperCase(Locale.ROOT))
                : ExportOptions.DEFAULT.jsonMode();
        return new ExportOptions(
                body.texts("include", MAX_GLOBS, MAX_GLOB_LENGTH),
                body.texts("exclude", MAX_GLOBS, MAX_GLOB_LENGTH),
                mode,
                body.has("gzipLevel")
                        ? GzipLevel.of(body.choice("gzipLevel", GzipLevel.texts()))
                        : ExportOptions.DEFAULT.gzipLevel());
    }

    private static Optional<IdempotencyKey> key(ApiRequest request) {
        List<String> values = request.headers(KEY_HEADER);
        if (values.size() > 1) {
            throw ApiErrorCode.IDEMPOTENCY_KEY_INVALID.with("it was sent " + values.size() + " times");
        }
        return values.stream().findFirst().map(value -> {
            if (!IdempotencyKey.isValid(value)) {
                throw ApiErrorCode.IDEMPOTENCY_KEY_INVALID.with("expected 1 to 255 visible characters of ASCII");
            }
            return new IdempotencyKey(value);
        });
    }
}
