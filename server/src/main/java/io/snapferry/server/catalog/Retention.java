package io.snapferry.server.catalog;

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

    /** @throws IllegalArgumentException when the value is out of range */
    public Retention {
        if (value < 1 || value > MAX_VALUE) {
            throw new IllegalArgumentException("a retention of " + value);
        }
    }

    /** A unit of the calendar. */
    public enum Unit {
        DAYS,
        WEEKS,
        MONTHS,
        YEARS;

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
