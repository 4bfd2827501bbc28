package io.snapferry.server.catalog.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Servers of two versions use one schema while they are replaced one by one, so a migration may only add. */
final class AdditiveMigrationsTest {
    private static final Path FOLDER = Path.of("src/main/resources/db/catalog");
    private static final Pattern VERSION = Pattern.compile("V(\\d+)__.*\\.sql");
    private static final int FIRST_OF_SHARED_CATALOGS = 11;

    /** What a program that does not know of it cannot trip over. */
    private static final List<Pattern> ADDITIONS = Stream.of(
                    "create table .*",
                    "create (unique )?index .*",
                    "insert into .*",
                    "alter table \\w+ add column \\w+ [^,]*",
                    "update .*")
            .map(Pattern::compile)
            .toList();

    private static final Pattern REQUIRED_COLUMN = Pattern.compile("alter table .* not null(?!.* default ).*");
    private static final Pattern NOTICE = Pattern.compile("update schema_use set oldest_version = \\d+");

    @Test
    void onlyAddUnlessTheySaySo() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(AdditiveMigrationsTest::isShared).toList()) {
                List<String> statements = statements(file);
                boolean isAnnounced = statements.stream().anyMatch(NOTICE.asMatchPredicate());
                if (!isAnnounced) {
                    assertThat(statements).as(file.toString()).isNotEmpty().allSatisfy(statement -> {
                        assertThat(ADDITIONS)
                                .as(statement)
                                .anyMatch(form -> form.matcher(statement).matches());
                        assertThat(REQUIRED_COLUMN.matcher(statement).matches())
                                .as("a column that older programs would have to fill: " + statement)
                                .isFalse();
                    });
                }
            }
        }
    }

    private static boolean isShared(Path file) {
        Matcher name = VERSION.matcher(file.getFileName().toString());
        assertThat(name.matches()).as(file.toString()).isTrue();
        return Integer.parseInt(name.group(1)) >= FIRST_OF_SHARED_CATALOGS;
    }

    private static List<String> statements(Path file) throws IOException {
        String text = Files.readString(file).replaceAll("--[^\\n]*", "");
        return Stream.of(text.split(";"))
                .map(statement -> statement.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT))
                .filter(statement -> !statement.isEmpty())
                .toList();
    }
}
