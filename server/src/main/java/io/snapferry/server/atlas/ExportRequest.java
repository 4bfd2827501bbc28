package io.snapferry.server.atlas;

import io.snapferry.server.catalog.CustomData;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.JsonBody;
import java.util.List;

/** The body that asks for an export. */
record ExportRequest(Id<Snapshot> snapshotId, Id<ExportBucket> exportBucketId, List<CustomData> customData) {
    /** Labels are for people and dashboards; more would only bloat {@code .complete}. */
    private static final int MAX_CUSTOM_DATA = 100;

    static ExportRequest of(ApiRequest request) {
        JsonBody body = request.body("snapshotId", "exportBucketId", "customData");
        List<CustomData> customData = body.objects("customData", MAX_CUSTOM_DATA, "key", "value").stream()
                .map(entry -> new CustomData(entry.textOrEmpty("key"), entry.textOrEmpty("value")))
                .toList();
        return new ExportRequest(body.id("snapshotId"), body.id("exportBucketId"), customData);
    }
}
