package io.snapferry.server.atlas;

import io.snapferry.server.catalog.CustomData;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.CustomDataAttribute;
import io.snapferry.server.http.JsonBody;
import java.util.List;

/** The body that asks for an export. */
record ExportRequest(Id<Snapshot> snapshotId, Id<ExportBucket> exportBucketId, List<CustomData> customData) {
    static ExportRequest of(ApiRequest request) {
        JsonBody body = request.body("snapshotId", "exportBucketId", "customData");
        return new ExportRequest(body.id("snapshotId"), body.id("exportBucketId"), CustomDataAttribute.of(body));
    }
}
