package io.snapferry.server.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How often a schedule takes a snapshot, and what its interval counts. */
public enum SnapshotFrequency {
    /** Every so many hours. */
    HOURLY,
    /** Every day; the interval says nothing. */
    DAILY,
    /** On a day of the week, 1 for Monday. */
    WEEKLY,
    /** On a day of the month; {@link #LAST_DAY_OF_MONTH} for its last. */
    MONTHLY,
    /** On the first day of a month, 1 for January. */
    YEARLY;

    /** The interval of {@link #MONTHLY} that is no day. */
    public static final int LAST_DAY_OF_MONTH = 40;

    /** The intervals that it can have, ascending. */
    public List<Integer> intervals() {
        return switch (this) {
            case HOURLY -> List.of(1, 2, 4, 6, 8, 12);
            case DAILY -> List.of(1);
            case WEEKLY -> upTo(7).toList();
            case MONTHLY ->
                Stream.concat(upTo(28), Stream.of(LAST_DAY_OF_MONTH)).toList();
            case YEARLY -> upTo(12).toList();
        };
    }

    private static Stream<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed();
    }

    /** As the API writes it, in lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one that the API calls so, in any case: specification and documentation do not agree on it. */
    public static Optional<SnapshotFrequency> ofWireName(String name) {
        return Stream.of(values())
                .filter(frequency -> frequency.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
