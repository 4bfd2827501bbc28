package io.snapferry.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.health.Health.State;
import io.snapferry.server.health.Health.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HealthTest {
    @TempDir
    private Path folder;

    private static HealthCheck check(String name, boolean isVital, String problem) {
        return new HealthCheck(name, isVital, () -> Optional.of(problem).filter(text -> !text.isEmpty()));
    }

    @Test
    void namesWhatFailsAndWhetherItIsVital() {
        try (Health health = new Health(
                List.of(check("a", true, ""), check("b", true, "it is broken"), check("c", false, "it is slow")))) {
            assertThat(health.verdicts())
                    .containsExactly(
                            new Verdict("a", State.OK, Optional.empty()),
                            new Verdict("b", State.FAILED, Optional.of("it is broken")),
                            new Verdict("c", State.DEGRADED, Optional.of("it is slow")));
        }
    }

    @Test
    void doesNotSayWhyACheckItselfFails() {
        HealthCheck broken = new HealthCheck("a", true, () -> {
            throw new IOException("/etc/secret/path");
        });
        try (Health health = new Health(List.of(broken))) {
            assertThat(health.verdicts()).singleElement().satisfies(verdict -> {
                assertThat(verdict.state()).isEqualTo(State.FAILED);
                assertThat(verdict.problem().orElseThrow()).doesNotContain("secret");
            });
        }
    }

    @Test
    void doesNotHangWithADiskThatHangsAndDoesNotAskItTwice() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        HealthCheck hangs = new HealthCheck("disk", true, () -> {
            asked.incrementAndGet();
            never.await();
            return Optional.empty();
        });
        try (Health health = new Health(List.of(hangs, check("a", true, "")), Duration.ofMillis(50))) {
            for (int i = 0; i < 3; i++) {
                assertThat(health.verdicts())
                        .containsExactly(
                                new Verdict("disk", State.FAILED, Optional.of("it does not answer")),
                                new Verdict("a", State.OK, Optional.empty()));
            }
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void aFolderThatCanBeWrittenIsHealthyAndStaysAsItIs() throws IOException {
        assertThat(new DiskCheck("data", folder, 0).call()).isEmpty();
        assertThat(new DiskCheck("data", folder.resolve("made/later"), 0).call())
                .isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatCannotBeWrittenIsNot() throws IOException {
        // what a read-only disk does, also to a user whom modes do not bind
        Files.createDirectory(folder.resolve(".health-check-data"));
        assertThat(new DiskCheck("data", folder, 0).call().orElseThrow())
                .startsWith("it cannot be written: ")
                .doesNotContain(folder.toString());
    }

    @Test
    void aDiskWithoutRoomIsNot() {
        assertThat(new DiskCheck("data", folder, Long.MAX_VALUE).call().orElseThrow())
                .contains(" MiB are free, less than ");
    }
}
