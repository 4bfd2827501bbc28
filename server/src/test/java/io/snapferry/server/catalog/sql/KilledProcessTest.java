package io.snapferry.server.catalog.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Tenancy;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a writing process again and again. What it acknowledged must be there afterwards. A kill leaves the operating
 * system alive, so this does not show what a power cut does; that rests on {@code synchronous = FULL}, which
 * {@link SqliteCatalogFileTest} checks.
 */
final class KilledProcessTest {
    private static final int ROUNDS = 8;
    private static final int MAX_WRITES_PER_ROUND = 120;

    @TempDir
    private Path folder;

    @Test
    void losesNothingThatItAcknowledgedWhenItIsKilled() throws Exception {
        Random random = new Random(20211124);
        List<String> ofAllRounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<String> acknowledged = writesUntilKilled(1 + random.nextInt(MAX_WRITES_PER_ROUND));
            assertThat(integrity()).as("integrity in round %d", round).isEqualTo("ok");
            assertAreThere(acknowledged);
            ofAllRounds.addAll(acknowledged);
        }
        assertAreThere(ofAllRounds);
    }

    private void assertAreThere(List<String> acknowledged) throws CatalogOpenException {
        try (SqlCatalog catalog = SqlCatalog.open(folder)) {
            assertThat(acknowledged).allSatisfy(line -> assertIsThere(catalog, line));
        }
    }

    private List<String> writesUntilKilled(int count) throws IOException, InterruptedException {
        Process process = WritingProcess.start(folder);
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = process.inputReader()) {
            @Nullable String line;
            while ((line = reader.readLine()) != null) {
                lines.add(line);
                if (lines.size() == count) {
                    // through the handle, which leaves the pipe open: what it still acknowledged counts as well
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(lines).as("it wrote until it was killed").hasSizeGreaterThanOrEqualTo(count);
        return lines;
    }

    private static void assertIsThere(SqlCatalog catalog, String acknowledged) {
        String[] words = acknowledged.split(" ", -1);
        switch (words[0]) {
            case "job" ->
                assertThat(catalog.jobs().find(new Id<>(words[1]), new Id<>(words[2])))
                        .isPresent();
            case "object" ->
                assertThat(catalog.jobs().objectRecords(new Id<>(words[1]))).contains(words[2]);
            case "nonce" ->
                assertThat(catalog.nonceCounts().use(words[1], Long.parseLong(words[2]), Tenancy.NOW))
                        .as("a replay is refused")
                        .isFalse();
            default -> throw new AssertionError("not an acknowledgement: " + acknowledged);
        }
    }

    /** Looks at the file before the catalog opens and so repairs it. */
    private String integrity() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("catalog.db"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("pragma integrity_check")) {
            return row.getString(1);
        }
    }
}
