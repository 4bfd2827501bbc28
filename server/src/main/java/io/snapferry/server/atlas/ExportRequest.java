package io.snapferry.server.atlas;

import io.snapferry.server.catalog.CustomData;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.CustomDataAttribute;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.util.List;

/** The body that asks for an export. */
record ExportRequest(Id<Snapshot> snapshotId, Id<ExportBucket> exportBucketId, List<CustomData> customData) {
    static final Schema.Fields BODY = Schema.object(
            "ExportRequest",
            Property.required("snapshotId", Schema.id(), "what to export"),
            Property.required("exportBucketId", Schema.id(), "where to"),
            CustomDataAttribute.PROPERTY);

    static ExportRequest of(ApiRequest request) {
        JsonBody body = request.body(BODY);
        return new ExportRequest(body.id("snapshotId"), body.id("exportBucketId"), CustomDataAttribute.of(body));
    }
}
