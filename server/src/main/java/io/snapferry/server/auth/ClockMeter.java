package io.snapferry.server.auth;

import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Fills buckets of tokens by a clock.
 *
 * @param clock may be set by a test
 */
public record ClockMeter(Clock clock) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
        return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
    }

    /** A wall clock may be set back; the library then adds no tokens until it has caught up. */
    @Override
    public boolean isWallClockBased() {
        return true;
    }
}
