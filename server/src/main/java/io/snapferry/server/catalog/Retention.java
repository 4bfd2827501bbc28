package io.snapferry.server.catalog;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long a schedule keeps a snapshot.
 *
 * @param value how many units, 1 to {@link #MAX_VALUE}
 * @param unit of the calendar
 */
public record Retention(int value, Unit unit) {
    /** So many days are a century; more is a slip of the pen, and years of it still fit into any date. */
    public static final int MAX_VALUE = 36_500;

    /** Times of a later year have five digits, which clients cannot read. */
    private static final OffsetDateTime LAST_END = OffsetDateTime.of(9999, 12, 31, 23, 59, 59, 0, ZoneOffset.UTC);

    /** @throws IllegalArgumentException when the value is out of range */
    public Retention {
        if (value < 1 || value > MAX_VALUE) {
            throw new IllegalArgumentException("a retention of " + value);
        }
    }

    /**
     * When it has passed, by the calendar of UTC: a month after the last day of January is the last day of February. Never after
     * the year 9999.
     */
    public Instant endFrom(Instant start) {
        OffsetDateTime end = start.atOffset(ZoneOffset.UTC).plus(value, unit.length);
        return (end.isAfter(LAST_END) ? LAST_END : end).toInstant();
    }

    /** A unit of the calendar. */
    public enum Unit {
        DAYS(ChronoUnit.DAYS),
        WEEKS(ChronoUnit.WEEKS),
        MONTHS(ChronoUnit.MONTHS),
        YEARS(ChronoUnit.YEARS);

        private final ChronoUnit length;

        Unit(ChronoUnit length) {
            this.length = length;
        }

        /** As the schedule writes it, in lower case. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The one that the API calls so, in any case: specification and documentation do not agree on it. */
        public static Optional<Unit> ofWireName(String name) {
            return Stream.of(values())
                    .filter(unit -> unit.name().equals(name.toUpperCase(Locale.ROOT)))
                    .findFirst();
        }
    }
}
