package io.snapferry.cli;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExportFailureTest {
    @TempDir
    private Path folder;

    static Stream<List<String>> wrongUsages() {
        return Stream.of(
                List.of("--no-such-option"),
                List.of("--chunk-size", "large"),
                List.of("--chunk-size", "0"),
                List.of("--chunk-size", "-1"),
                List.of("--snapshot-time", "yesterday"),
                List.of("--export-time", "2024-05-06"),
                List.of("--include", ""),
                List.of("--from", "another"),
                List.of("--to", "http://127.0.0.1/bucket"),
                List.of("--to", "s3://bucket/part"),
                List.of("--store-patience", "10"),
                List.of("--threads", "0"),
                List.of("--threads", "many"),
                List.of("--json", "strict"),
                List.of("--cluster", "two words"),
                List.of("--custom-data", "no-value"),
                List.of("--output", "xml"));
    }

    @ParameterizedTest
    @MethodSource("wrongUsages")
    void namesTheArgumentThatCannotBeMeant(List<String> wrong) throws IOException {
        Path dump = dump().collection("shop", "orders").documents(1).writeFolder(folder.resolve("dump"));
        List<String> arguments = wrong.get(0).equals("--to")
                ? ExportArguments.ofSources(List.of(dump.toString()), wrong.get(1))
                : ExportArguments.of(dump, folder.resolve("out"), wrong.toArray(String[]::new));
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        String line = run.err().lines().findFirst().orElseThrow();
        assertThat(line).startsWith("snapferry: ").doesNotContain("Exception", "io.snapferry", "java.");
        String named = wrong.get(0).equals("--from") ? "cluster0-shard-0" : wrong.get(0);
        assertThat(line).contains(named);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void asksForWhatIsMissing() {
        CommandRun run = CommandRun.of("export", "--to", "null:");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--from").contains("Try 'snapferry export --help'.");
    }

    @Test
    void namesASourceThatIsNotThere() {
        CommandRun run = CommandRun.of(ExportArguments.of(folder.resolve("gone"), folder.resolve("out")));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains(folder.resolve("gone").toString());
    }

    @Test
    void namesNamespaceFileAndPositionOfADamagedDocumentInOneLine() throws IOException {
        CommandRun run = CommandRun.of(ExportArguments.of(damagedDump(), folder.resolve("out")));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).singleElement().asString().matches(damagedLine());
        assertThat(FolderTree.of(folder.resolve("out")))
                .isNotEmpty()
                .noneSatisfy((key, content) -> assertThat(key).endsWith(".complete"));
    }

    @Test
    void showsTheStackTraceToWhoAsksForIt() {
        CommandRun run = CommandRun.of(ExportArguments.of(damagedDump(), folder.resolve("out"), "--verbose"));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err().lines().findFirst().orElseThrow()).matches(damagedLine());
        assertThat(run.err()).contains("io.snapferry.source.SourceException").contains("\tat io.snapferry.");
    }

    @Test
    void tellsScriptsThatItFailed() {
        CommandRun run = CommandRun.of(ExportArguments.of(damagedDump(), folder.resolve("out"), "--output", "json"));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err().lines()).singleElement().asString().matches(damagedLine());
        assertThat(run.json().fieldNames()).toIterable().containsExactly("state", "error");
        assertThat(run.json().path("state").asText()).isEqualTo("Failed");
        assertThat("snapferry: " + run.json().path("error").asText()).matches(damagedLine());
    }

    @Test
    void namesABucketThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path dump = dump().collection("shop", "orders").documents(1).writeFolder(folder.resolve("dump"));
        CommandRun run = CommandRun.of(ExportArguments.of(dump, file.resolve("out")));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains(file.resolve("out").toString());
    }

    /** The second of three documents claims to be longer than it is allowed to be. */
    private Path damagedDump() {
        byte[] document = {16, 0, 0, 0, 0x10, '_', 'i', 'd', 0, 1, 0, 0, 0, 0x42, 0, 0};
        return dump().collection("shop", "orders")
                .document("{\"_id\": 1}")
                .rawDocument(document)
                .document("{\"_id\": 3}")
                .writeFolder(folder.resolve("dump"));
    }

    /** A document with an integer is 14 bytes long, so the damage lies behind byte 14. */
    private static String damagedLine() {
        return "snapferry: shop\\.orders in shop/orders\\.bson at byte (1[4-9]|2\\d): .+";
    }
}
