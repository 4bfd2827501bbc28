package io.snapferry.server.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TransferRateTest {
    private static final Instant BEGIN = Instant.parse("2026-01-02T03:28:25Z");

    private final TransferRate rate = new TransferRate();

    @Test
    void isNotKnownBeforeTimePassed() {
        assertThat(rate.bytesPerSecond(BEGIN, 5_000)).isZero();
        rate.sample(BEGIN, 1_000);
        assertThat(rate.bytesPerSecond(BEGIN, 5_000)).isZero();
        assertThat(rate.bytesPerSecond(BEGIN.minusSeconds(1), 5_000)).isZero();
    }

    @Test
    void countsFromTheFirstSampleSoThatAResumedRunDoesNotLookFast() {
        rate.sample(BEGIN, 1_000_000);
        assertThat(rate.bytesPerSecond(BEGIN.plusSeconds(2), 1_000_600)).isEqualTo(300);
    }

    @Test
    void forgetsWhatIsLongAgo() {
        for (int second = 0; second <= 100; second++) {
            rate.sample(BEGIN.plusSeconds(second), second <= 50 ? second * 1_000L : 50_000);
        }
        assertThat(rate.bytesPerSecond(BEGIN.plusSeconds(100), 50_000)).isZero();
    }
}
