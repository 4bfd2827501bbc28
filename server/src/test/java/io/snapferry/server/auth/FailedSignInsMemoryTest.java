package io.snapferry.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FailedSignInsMemoryTest {
    @Test
    void keepsBoundedMemoryInAFloodOfAddresses() {
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        FailedSignIns failures = new FailedSignIns(4, clock);
        for (int i = 0; i < FailedSignIns.MAX_KEPT; i++) {
            failures.count("10." + (i >> 16) + "." + (i >> 8 & 0xff) + "." + (i & 0xff), "x".repeat(10_000));
        }

        assertThat(failures.keptCount()).isEqualTo(FailedSignIns.MAX_KEPT);
        assertThat(failures.waitFor("10.1.134.159", ""))
                .as("the newest is known")
                .isPresent();
        assertThat(failures.waitFor("10.0.0.0", ""))
                .as("the oldest is forgotten")
                .isEmpty();
    }
}
