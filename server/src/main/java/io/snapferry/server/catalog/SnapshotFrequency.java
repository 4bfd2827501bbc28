package io.snapferry.server.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How often a schedule takes a snapshot, and what its interval counts. */
public enum SnapshotFrequency {
    /** Every so many hours: a divisor of a day. */
    HOURLY(Set.of(1, 2, 4, 6, 8, 12)),
    /** Every day; the interval says nothing. */
    DAILY(Set.of(1)),
    /** On a day of the week, 1 for Monday. */
    WEEKLY(range(1, 7)),
    /** On a day of the month; 40 for its last. */
    MONTHLY(with(range(1, 28), 40)),
    /** On the first day of a month, 1 for January. */
    YEARLY(range(1, 12));

    private final Set<Integer> intervals;

    SnapshotFrequency(Set<Integer> intervals) {
        this.intervals = intervals;
    }

    /** The intervals that it can have, ascending. */
    public List<Integer> intervals() {
        return intervals.stream().sorted().toList();
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

    private static Set<Integer> range(int first, int last) {
        return Set.copyOf(IntStream.rangeClosed(first, last).boxed().toList());
    }

    private static Set<Integer> with(Set<Integer> some, int more) {
        return Set.copyOf(Stream.concat(some.stream(), Stream.of(more)).toList());
    }
}
