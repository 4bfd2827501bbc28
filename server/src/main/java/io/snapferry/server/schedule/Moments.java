package io.snapferry.server.schedule;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Moments that may not be there. */
final class Moments {
    private Moments() {}

    /** The one that comes first of those that are there. */
    static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return Stream.concat(one.stream(), other.stream()).min(Comparator.naturalOrder());
    }
}
