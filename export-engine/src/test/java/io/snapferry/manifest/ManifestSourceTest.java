package io.snapferry.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.source.ReadPoint;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManifestSourceTest {
    @Test
    void tellsAllThatIsKnownOfTheReadPoint() {
        ReadPoint point = new ReadPoint(
                "replica set member",
                "WiredTiger 11.3.0",
                Optional.of(Instant.ofEpochSecond(1_700_000_000)),
                Optional.of("1700000000:0"),
                "not kept by the server",
                Optional.of("1700000060:2"),
                Optional.of("1700000060:1"),
                "ab12");

        assertThat(ManifestHeader.Source.of(point))
                .isEqualTo(new ManifestHeader.Source(
                        point.deployment(),
                        point.storageVersion(),
                        point.checkpointTime(),
                        point.stableTimestamp(),
                        point.journal(),
                        point.topOfOplog(),
                        point.appliedUpTo(),
                        point.identity()));
    }
}
