package io.snapferry.wiredtiger.directory;

import static io.snapferry.wiredtiger.testing.DataDirectoryBuilder.directory;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.wiredtiger.testing.DataDirectoryBuilder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory of as many tables as large deployments have. */
class ManyTablesTest {
    private static final int TABLES = 10_000;
    /** What a server writes of each table, and is read and not needed. */
    private static final String OTHER_SETTINGS = "x".repeat(900);

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long MOST_BYTES = 64L << 20;

    @TempDir
    Path folder;

    @Test
    void tenThousandTablesAreOpenedInSecondsAndLittleMemory() {
        DataDirectoryBuilder builder = directory();
        for (int i = 0; i < TABLES; i++) {
            builder.table("collection-" + i + "-1")
                    .configure("assert", "(note=" + OTHER_SETTINGS + ")")
                    .withoutFile();
        }
        builder.write(folder);

        Assertions.assertTimeout(LIMIT, this::open);
    }

    private void open() throws IOException {
        long before = usedBytes();
        try (DataDirectory opened = DataDirectory.open(folder, OpenSettings.defaults())) {
            assertThat(opened.files()).hasSize(TABLES);
            assertThat(usedBytes() - before).isLessThan(MOST_BYTES);
        }
    }

    private static long usedBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
