package io.snapferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another thread or process brings about. */
final class Eventually {
    private static final long POLL_NANOS = 10_000_000;

    private Eventually() {}

    /** What is looked at again and again. */
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    static void await(Condition condition, Duration limit, String what) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(limit);
        while (!condition.holds()) {
            assertThat(Instant.now()).as("waiting for " + what).isBefore(deadline);
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
