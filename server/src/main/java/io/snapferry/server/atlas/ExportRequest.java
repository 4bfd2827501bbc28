package io.snapferry.server.atlas;

import io.snapferry.server.catalog.CustomData;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.util.List;

/** The body that asks for an export. */
record ExportRequest(Id<Snapshot> snapshotId, Id<ExportBucket> exportBucketId, List<CustomData> customData) {
    /** Labels are for people and dashboards; more would only bloat {@code .complete}. */
    private static final int MAX_CUSTOM_DATA = 100;

    private static final Schema.Fields LABEL = Schema.object(
            "CustomDataRequest", Property.required("key", Schema.text()), Property.required("value", Schema.text()));

    static final Schema.Fields BODY = Schema.object(
            "ExportRequest",
            Property.required("snapshotId", Schema.id(), "what to export"),
            Property.required("exportBucketId", Schema.id(), "where to"),
            Property.optional(
                    "customData",
                    Schema.listOf(LABEL).upTo(MAX_CUSTOM_DATA),
                    "labels, which are written to .complete"));

    static ExportRequest of(ApiRequest request) {
        JsonBody body = request.body(BODY);
        List<CustomData> customData = body.objects("customData", MAX_CUSTOM_DATA, LABEL).stream()
                .map(entry -> new CustomData(entry.textOrEmpty("key"), entry.textOrEmpty("value")))
                .toList();
        return new ExportRequest(body.id("snapshotId"), body.id("exportBucketId"), customData);
    }
}
