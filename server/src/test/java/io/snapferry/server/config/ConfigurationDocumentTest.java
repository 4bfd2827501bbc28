package io.snapferry.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds docs/configuration.md against the code. */
final class ConfigurationDocumentTest {
    private record Row(String key, String environmentVariable, String fallback) {}

    @Test
    void listsEveryKeyWithItsVariableAndItsDefault() throws IOException {
        List<Row> documented = new ArrayList<>();
        for (List<String> cells : rows()) {
            documented.add(new Row(cells.get(0), cells.get(1), cells.get(2)));
        }
        assertThat(documented)
                .containsExactlyElementsOf(ConfigurationKey.ALL.stream()
                        .map(key ->
                                new Row(key.pattern(), key.environmentVariable().orElse(""), shownFallback(key)))
                        .toList());
    }

    private static String shownFallback(ConfigurationKey key) {
        return switch (key.presence()) {
            case REQUIRED, REQUIRED_SECRET -> "required";
            case SETTING, OPTIONAL, OPTIONAL_SECRET -> key.fallback();
        };
    }

    @Test
    void saysOfEverySecretHowElseItCanBeGiven() throws IOException {
        for (ConfigurationKey key : ConfigurationKey.ALL) {
            if (key.isSecret()) {
                String name = key.pattern().substring(key.pattern().lastIndexOf('.') + 1);
                assertThat(rows())
                        .filteredOn(cells -> cells.get(0).equals(key.pattern()))
                        .singleElement()
                        .satisfies(cells -> assertThat(cells.get(3)).contains(name + "-file", name + "-env"));
            }
        }
    }

    @Test
    void hasAnExampleThatCanBeRead(@TempDir Path folder) throws Exception {
        String document = Files.readString(document());
        String start = "```yaml\n";
        int from = document.indexOf(start) + start.length();
        Path secret = Files.writeString(folder.resolve("minio"), "for the store");
        String example = document.substring(from, document.indexOf("```", from))
                .replace("/run/secrets/minio", secret.toString());
        Path file = Files.writeString(folder.resolve("snapferry.yaml"), example);
        ServerConfig config =
                new ConfigurationReader(Map.of("ADMIN_KEY", "long enough")).read(file, CommandLineOverrides.NONE);
        assertThat(config.organizations())
                .singleElement()
                .satisfies(organization -> assertThat(organization.projects()).hasSize(1));
    }

    /** The cells of all rows that begin with a key, without backticks. */
    private static List<List<String>> rows() throws IOException {
        return Files.readAllLines(document()).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                .map(cells -> List.of(cells).stream()
                        .map(cell -> cell.replace("`", "").strip())
                        .toList())
                .toList();
    }

    private static Path document() {
        @Nullable Path folder = Path.of("").toAbsolutePath();
        while (folder != null) {
            Path document = folder.resolve("docs/configuration.md");
            if (Files.isRegularFile(document)) {
                return document;
            }
            folder = folder.getParent();
        }
        throw new AssertionError("docs/configuration.md is not above the working directory");
    }
}
