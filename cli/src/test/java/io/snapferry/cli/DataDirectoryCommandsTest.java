package io.snapferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.snapferry.testing.datadirectory.MongodDirectory;
import io.snapferry.wiredtiger.packing.Slice;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on the folder of a server. */
class DataDirectoryCommandsTest {
    @TempDir
    private Path folder;

    private static MongodDirectory shop() {
        return MongodDirectory.standalone().collection("shop.orders", 50);
    }

    private String written(MongodDirectory directory) {
        return directory.write(folder.resolve("data")).toString();
    }

    @Test
    void inspectShowsAsOfWhenItIsReadAndHowCollectionsAreStored() {
        CommandRun run = CommandRun.done(
                "inspect",
                written(MongodDirectory.replicaSetMember()
                        .collection("shop.orders", 50)
                        .stableSeconds(1_700_000_100)));
        assertThat(run.out().lines())
                .contains(
                        "storage:          WiredTiger 11.3.0: (November 16, 2023)",
                        "deployment:       replica set member",
                        "stable timestamp: 1700000100:0",
                        "top of the oplog: 1700000101:0")
                .anyMatch(line -> line.endsWith("WiredTiger data directory, MongoDB 7.0.12"))
                .anyMatch(line ->
                        line.matches("NAMESPACE +KIND +DOCUMENTS +BSON +STORED +COMPRESSION +INDEXES +EXPORTED"))
                .anyMatch(line ->
                        line.matches("shop\\.orders +collection +50 +[0-9.]+ KiB +[0-9.]+ KiB +snappy +1 +yes"));
    }

    @Test
    void inspectBelievesTheServersCountUnlessAskedToCount() {
        String data = written(shop().count("shop.orders", 7));
        assertThat(CommandRun.done("inspect", data).out())
                .containsPattern("shop\\.orders +collection +7 ")
                .doesNotContain("note:");
        assertThat(CommandRun.done("inspect", data, "--count").out())
                .containsPattern(
                        "note: shop\\.orders has 50 documents of \\d+ bytes, the server's own count says 7 documents of \\d+ bytes")
                .containsPattern("shop\\.orders +collection +50 ");
    }

    @Test
    void inspectPrintsTheReadPointForScripts() throws IOException {
        Path data = shop().orphan("collection-77-1").write(folder.resolve("data"));
        JsonNode contents =
                CommandRun.done("inspect", data.toString(), "--output=json").json();
        assertThat(contents.path("serverVersion").asText()).isEqualTo("7.0.12");
        assertThat(contents.at("/readPoint/deployment").asText()).isEqualTo("standalone");
        assertThat(contents.at("/readPoint/journal").asText()).isEqualTo("not kept by the server");
        assertThat(contents.at("/readPoint/identity").asText()).hasSize(64);
        assertThat(contents.path("notices").toString()).contains("collection-77-1.wt");
        JsonNode orders = contents.path("collections").get(1);
        assertThat(orders.path("collection").asText()).isEqualTo("orders");
        assertThat(orders.at("/storage/file").asText()).isEqualTo("collection-1-1.wt");
        assertThat(orders.at("/storage/compression").asText()).isEqualTo("snappy");
        assertThat(orders.at("/storage/bytes").asLong()).isEqualTo(Files.size(data.resolve("collection-1-1.wt")));
    }

    @Test
    void dumpWritesTheDocumentsByteForByte() throws IOException {
        CommandRun.done("dump", written(shop()), "--to", folder.resolve("dump").toString());
        assertThat(Files.readAllBytes(folder.resolve("dump/shop/orders.bson")))
                .isEqualTo(shop().documentBytes("shop.orders"));
    }

    @Test
    void anExportIsVerifiedAndBroughtBackByteForByte() throws IOException {
        Path bucket = folder.resolve("bucket");
        Path back = folder.resolve("back");
        CommandRun.done(ExportArguments.of(shop().write(folder.resolve("data")), bucket, "--chunk-size=1KiB"));
        assertThat(Files.readString(bucket.resolve(ExportArguments.PREFIX).resolve(".manifest.jsonl")))
                .contains("\"sources\":{\"cluster0-shard-0\":{\"deployment\":\"standalone\"");
        assertThat(CommandRun.done("verify", bucket.toString()).out()).startsWith("whole");
        CommandRun.done("import", bucket.toString(), "--to", "dump:" + back);
        assertThat(Files.readAllBytes(back.resolve("shop/orders.bson"))).isEqualTo(shop().documentBytes("shop.orders"));
    }

    @Test
    void aMissingJournalIsRefusedUnlessTheCheckpointIsWanted() {
        String data = written(shop().journalMissing());
        for (String[] command : new String[][] {
            {"inspect", data},
            {"dump", data, "--to", folder.resolve("dump").toString()},
            {"export", "--from", data, "--to", "null:"},
            {"wt-dump", data, "collection-1-1"}
        }) {
            CommandRun refused = CommandRun.of(command);
            assertThat(refused.status()).as(command[0]).isEqualTo(1);
            assertThat(refused.err())
                    .as(command[0])
                    .hasLineCount(1)
                    .contains("journal/WiredTigerLog.0000000005: missing")
                    .contains("Use --at-checkpoint");
        }
        assertThat(CommandRun.done("wt-dump", data, "collection-1-1", "--at-checkpoint")
                        .out())
                .hasLineCount(100);
        assertThat(CommandRun.done("export", "--from", data, "--to", "null:", "--at-checkpoint")
                        .out())
                .contains("50 documents");
    }

    @Test
    void wtDumpPrintsKeyAndValueOfEachRecord() {
        CommandRun run = CommandRun.done("wt-dump", written(shop()), "collection-1-1");
        assertThat(run.out()).hasLineCount(100);
        assertThat(run.out().lines().limit(3))
                .containsExactly("81", "23000000105f69640000000000026e616d65000b000000646f63756d656e7420300000", "82");
        assertThat(CommandRun.done("wt-dump", folder.resolve("data").toString(), "table:collection-1-1")
                        .out())
                .isEqualTo(run.out());
    }

    @Test
    void wtDumpListsTheTables() {
        CommandRun run = CommandRun.done("wt-dump", written(shop().orphan("collection-77-1")));
        assertThat(run.out()).containsPattern("TABLE +KEY +VALUE +COMPRESSION +LOGGED +CHECKPOINT +BYTES");
        assertThat(run.out()).containsPattern("_mdb_catalog +q +u +none +yes ");
        assertThat(run.out()).containsPattern("collection-1-1 +q +u +snappy +yes ");
        assertThat(run.out()).containsPattern("collection-77-1 +q +u +none +yes ");
    }

    @Test
    void wtDumpNamesWhatIsNotThere() {
        String data = written(shop());
        assertThat(CommandRun.of("wt-dump", data, "collection-9-9").err())
                .hasLineCount(1)
                .contains("collection-9-9.wt: the directory has no such table");
        assertThat(CommandRun.of("wt-dump", data, "WiredTigerHS").err())
                .hasLineCount(1)
                .contains("WiredTigerHS.wt: holds older versions");
        assertThat(CommandRun.of("wt-dump", folder.resolve("gone").toString()).err())
                .hasLineCount(1)
                .contains("gone: not a folder, expected a data directory");
    }

    @Test
    void wtDumpEndsWithOneLineWhenNobodyTakesItsOutput() {
        PrintWriter closed = new PrintWriter(new Writer() {
            @Override
            public void write(char[] characters, int offset, int length) throws IOException {
                throw new IOException("Broken pipe");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
        HexLines lines = new HexLines(closed);
        Slice slice = Slice.of(new byte[1_000]);
        Assertions.assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        lines.line(slice);
                    }
                })
                .withMessageContaining("standard output");
    }

    @Test
    void nothingIsWrittenIntoTheDirectory() throws IOException {
        Path data = shop().write(folder.resolve("data"));
        String before = state(data);
        CommandRun.done("inspect", data.toString(), "--count");
        CommandRun.done("dump", data.toString(), "--to", folder.resolve("dump").toString());
        CommandRun.done("wt-dump", data.toString());
        assertThat(state(data)).isEqualTo(before);
    }

    private static String state(Path directory) throws IOException {
        StringBuilder state = new StringBuilder();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted().toList()) {
                state.append(file)
                        .append(' ')
                        .append(Files.getLastModifiedTime(file))
                        .append(' ')
                        .append(Files.size(file))
                        .append('\n');
            }
        }
        return state.toString();
    }
}
