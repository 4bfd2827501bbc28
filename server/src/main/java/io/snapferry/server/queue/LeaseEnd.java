package io.snapferry.server.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Until when a claim is surely this worker's. After that another may have it, and whoever cannot reach the catalog to ask must
 * stop. Thread-safe.
 */
final class LeaseEnd {
    private final Duration lease;
    private final Clock clock;
    private volatile Instant end;

    /** Begins with a claim that was made just now. */
    LeaseEnd(Duration lease, Clock clock) {
        this.lease = lease;
        this.clock = clock;
        this.end = clock.instant().plus(lease);
    }

    /** @param at before the renewal was asked for */
    void renewed(Instant at) {
        end = at.plus(lease);
    }

    boolean isOver() {
        return clock.instant().isAfter(end);
    }
}
