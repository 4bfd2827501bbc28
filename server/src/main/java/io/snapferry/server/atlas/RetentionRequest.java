package io.snapferry.server.atlas;

import io.snapferry.server.catalog.Retention;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.util.List;

/** The body that changes how long one snapshot is kept. */
final class RetentionRequest {
    private RetentionRequest() {}

    /** The body that {@link #of} reads. */
    static Schema.Fields body(List<Retention.Unit> units) {
        return Schema.object(
                units.contains(Retention.Unit.YEARS) ? "RetentionRequest" : "RetentionUpToMonthsRequest",
                Property.required(
                        "retentionUnit",
                        Schema.choice(units.stream().map(Retention.Unit::name).toList())),
                Property.required("retentionValue", Schema.whole(1, Retention.MAX_VALUE)));
    }

    /**
     * Reads {@code retentionUnit} and {@code retentionValue}.
     *
     * @param units that may be named
     * @throws io.snapferry.server.http.ApiException when one is missing or not allowed
     */
    static Retention of(JsonBody body, List<Retention.Unit> units) {
        String unit = body.choice(
                "retentionUnit", units.stream().map(Retention.Unit::name).toList());
        int value = body.integer("retentionValue", Integer.MIN_VALUE, Integer.MAX_VALUE)
                .orElseThrow(() -> ApiErrorCode.MISSING_ATTRIBUTE.with("retentionValue"));
        if (value < 1 || value > Retention.MAX_VALUE) {
            throw ApiErrorCode.BACKUP_SNAPSHOT_RETENTION_VALUE_INVALID.with(value, Retention.MAX_VALUE);
        }
        return new Retention(value, Retention.Unit.valueOf(unit));
    }
}
