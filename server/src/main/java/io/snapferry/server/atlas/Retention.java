package io.snapferry.server.atlas;

import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * How long a snapshot is kept, by the calendar of UTC.
 *
 * @param value 1 to {@link #MAX_VALUE}
 */
record Retention(Unit unit, int value) {
    /** A century in days; more is a typing error, and times stay far from the end of the calendar. */
    static final int MAX_VALUE = 36_500;

    enum Unit {
        DAYS(ChronoUnit.DAYS),
        WEEKS(ChronoUnit.WEEKS),
        MONTHS(ChronoUnit.MONTHS),
        YEARS(ChronoUnit.YEARS);

        private final ChronoUnit length;

        Unit(ChronoUnit length) {
            this.length = length;
        }
    }

    /** The body that {@link #of} reads. */
    static Schema.Fields body(List<Unit> units) {
        return Schema.object(
                units.contains(Unit.YEARS) ? "RetentionRequest" : "RetentionUpToMonthsRequest",
                Property.required(
                        "retentionUnit",
                        Schema.choice(units.stream().map(Unit::name).toList())),
                Property.required("retentionValue", Schema.whole(1, MAX_VALUE)));
    }

    /**
     * Reads {@code retentionUnit} and {@code retentionValue}.
     *
     * @param units that may be named
     * @throws io.snapferry.server.http.ApiException when one is missing or not allowed
     */
    static Retention of(JsonBody body, List<Unit> units) {
        String unit =
                body.choice("retentionUnit", units.stream().map(Unit::name).toList());
        int value = body.integer("retentionValue", Integer.MIN_VALUE, Integer.MAX_VALUE)
                .orElseThrow(() -> ApiErrorCode.MISSING_ATTRIBUTE.with("retentionValue"));
        if (value < 1 || value > MAX_VALUE) {
            throw ApiErrorCode.BACKUP_SNAPSHOT_RETENTION_VALUE_INVALID.with(value, MAX_VALUE);
        }
        return new Retention(Unit.valueOf(unit), value);
    }

    Instant endFrom(Instant start) {
        return start.atZone(ZoneOffset.UTC).plus(value, unit.length).toInstant();
    }
}
