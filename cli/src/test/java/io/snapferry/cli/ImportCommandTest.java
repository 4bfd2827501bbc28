package io.snapferry.cli;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.snapferry.sample.SampleSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    @TempDir
    private Path folder;

    @Test
    void bringsBackTheSampleByteForByte() throws IOException {
        Path dump = folder.resolve("dump");
        SampleSnapshot.writeReplicaSet(dump);
        Path back = folder.resolve("back");
        CommandRun.done(ExportArguments.of(dump, folder.resolve("bucket"), "--chunk-size=16KiB"));
        CommandRun run = CommandRun.done("import", folder.resolve("bucket").toString(), "--to", "dump:" + back);
        assertThat(run.out().lines())
                .contains("shop.orders              1500")
                .last()
                .asString()
                .matches("\\d+ documents of 7 collections imported");
        List<Path> files = filesOf(dump, ".bson");
        assertThat(files).hasSize(7);
        for (Path file : files) {
            assertThat(back.resolve(file)).hasSameBinaryContentAs(dump.resolve(file));
        }
        assertThat(filesOf(back, ".bson")).isEqualTo(files);
        List<Path> descriptions = filesOf(back, ".metadata.json");
        assertThat(descriptions).hasSize(7);
        for (Path description : descriptions) {
            assertThat(json(back.resolve(description))).isEqualTo(json(dump.resolve(description)));
        }
    }

    @Test
    void bringsBackATimeSeriesAsItsBuckets() throws IOException {
        Path dump = dump().timeSeries("metrics", "load").documents(20).writeFolder(folder.resolve("dump"));
        CommandRun.done(ExportArguments.of(dump, folder.resolve("bucket")));
        CommandRun.done("import", folder.resolve("bucket").toString(), "--to", "dump:" + folder.resolve("back"));
        String buckets = "metrics/system.buckets.load.bson";
        assertThat(folder.resolve("back").resolve(buckets)).hasSameBinaryContentAs(dump.resolve(buckets));
    }

    @Test
    void importsOnlyWhatIsIncluded() throws IOException {
        Path dump = dump().collection("shop", "orders")
                .documents(2)
                .collection("shop", "returns")
                .documents(2)
                .writeFolder(folder.resolve("dump"));
        CommandRun.done(ExportArguments.of(dump, folder.resolve("bucket")));
        CommandRun run = CommandRun.done(
                "import",
                folder.resolve("bucket").toString(),
                "--to",
                "dump:" + folder.resolve("back"),
                "--include=shop.*",
                "--exclude=*.returns");
        assertThat(run.out().lines())
                .containsExactly(
                        "NAMESPACE    DOCUMENTS",
                        "shop.orders          2",
                        "",
                        "2 documents of 1 collections imported");
        assertThat(FolderTree.of(folder.resolve("back")))
                .containsOnlyKeys("shop/orders.bson", "shop/orders.metadata.json");
    }

    @Test
    void namesTheObjectAndLineThatIsNotExtendedJson() throws IOException {
        Path dump = dump().collection("shop", "orders").documents(2).writeFolder(folder.resolve("dump"));
        CommandRun.done(ExportArguments.of(dump, folder.resolve("bucket")));
        Path object = folder.resolve("bucket")
                .resolve(ExportArguments.PREFIX)
                .resolve("shop/orders/cluster0-shard-0.0.json.gz");
        try (var out = new java.util.zip.GZIPOutputStream(Files.newOutputStream(object))) {
            out.write("{\"_id\":{\"$numberInt\":\"1\"}}\n{\"_id\":{\"$numberInt\":\"x\"}}\n"
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        CommandRun run = CommandRun.of(
                "import",
                folder.resolve("bucket").toString(),
                "--to",
                "dump:" + folder.resolve("back"),
                "--without-manifest");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .hasLineCount(1)
                .contains("shop/orders/cluster0-shard-0.0.json.gz")
                .contains("line 2");
    }

    @Test
    void refusesAnExportThatDidNotFinish() throws IOException {
        Path dump = dump().collection("shop", "orders").documents(2).writeFolder(folder.resolve("dump"));
        CommandRun.done(ExportArguments.of(dump, folder.resolve("bucket")));
        Files.delete(folder.resolve("bucket").resolve(ExportArguments.PREFIX).resolve(".complete"));
        CommandRun run = CommandRun.of(
                "import",
                folder.resolve("bucket").resolve(ExportArguments.PREFIX).toString(),
                "--to",
                "dump:" + folder.resolve("back"));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).contains(".complete");
    }

    @Test
    void asksWhichOfSeveralExportsIsMeant() {
        Path dump = dump().collection("shop", "orders").documents(2).writeFolder(folder.resolve("dump"));
        CommandRun.done(ExportArguments.of(dump, folder.resolve("bucket")));
        CommandRun.done(
                "export",
                "--from",
                dump.toString(),
                "--to",
                folder.resolve("bucket").toUri().toString());
        CommandRun run =
                CommandRun.of("import", folder.resolve("bucket").toString(), "--to", "dump:" + folder.resolve("back"));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("2 exports").contains(ExportArguments.PREFIX);
    }

    @Test
    void refusesAFolderThatHoldsSomething() throws IOException {
        Path dump = dump().collection("shop", "orders").documents(2).writeFolder(folder.resolve("dump"));
        CommandRun.done(ExportArguments.of(dump, folder.resolve("bucket")));
        CommandRun run = CommandRun.of("import", folder.resolve("bucket").toString(), "--to", "dump:" + dump);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).contains(dump.toString()).contains("not empty");
    }

    @Test
    void refusesATargetOfAnotherKind() {
        Path dump = dump().collection("shop", "orders").documents(2).writeFolder(folder.resolve("dump"));
        CommandRun.done(ExportArguments.of(dump, folder.resolve("bucket")));
        CommandRun run = CommandRun.of("import", folder.resolve("bucket").toString(), "--to", "mysql://localhost");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--to").contains("mysql://localhost");
    }

    private static JsonNode json(Path file) throws IOException {
        return new JsonMapper().readTree(file.toFile());
    }

    private static List<Path> filesOf(Path root, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .map(root::relativize)
                    .filter(file -> !file.endsWith("openOrders.metadata.json"))
                    .sorted()
                    .toList();
        }
    }
}
