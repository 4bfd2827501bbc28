package io.snapferry.cli;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.snapferry.testing.dump.DumpBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
    private static final String MANY_CHUNKS = "--chunk-size=4KiB";

    @TempDir
    private Path folder;

    private static DumpBuilder shop() {
        return dump().collection("shop", "orders")
                .documents(300)
                .indexes("[{\"v\": 2, \"key\": {\"_id\": 1}, \"name\": \"_id_\"}]")
                .uuid("00112233445566778899aabbccddeeff")
                .collection("shop", "returns")
                .view("shop", "open", "orders")
                .collection("shop", "Grüße/☕ 100%")
                .documents(20)
                .timeSeries("metrics", "load")
                .documents(40)
                .collection("admin", "system.version")
                .documents(1)
                .multiplexed(7);
    }

    @Test
    void writesTheSameBytesWithAnyNumberOfThreads() throws IOException {
        Path dump = shop().writeFolder(folder.resolve("dump"));
        CommandRun.done(ExportArguments.of(dump, folder.resolve("one"), MANY_CHUNKS, "--threads", "1"));
        CommandRun.done(ExportArguments.of(dump, folder.resolve("eight"), MANY_CHUNKS, "--threads", "8"));
        SortedMap<String, String> tree = FolderTree.of(folder.resolve("one"));
        assertThat(tree).hasSizeGreaterThan(15);
        assertThat(tree).containsKey(ExportArguments.PREFIX + "/shop/orders/cluster0-shard-0.9.json.gz");
        assertThat(FolderTree.of(folder.resolve("eight"))).isEqualTo(tree);
    }

    @Test
    void writesTheSameBytesFromEveryFormOfADump() throws IOException {
        DumpBuilder shop = shop();
        List<Path> forms = List.of(
                shop.writeFolder(folder.resolve("dump")),
                shop.writeGzippedFolder(folder.resolve("dump-gz")),
                shop.writeArchive(folder.resolve("dump.archive")),
                shop.writeGzippedArchive(folder.resolve("dump.archive.gz")));
        for (Path form : forms) {
            Path bucket = folder.resolve("bucket-" + form.getFileName());
            CommandRun.done(ExportArguments.of(form, bucket, MANY_CHUNKS, "--threads", "3"));
        }
        SortedMap<String, String> tree = FolderTree.of(folder.resolve("bucket-dump"));
        for (Path form : forms) {
            assertThat(FolderTree.of(folder.resolve("bucket-" + form.getFileName())))
                    .as(form.toString())
                    .isEqualTo(tree);
        }
    }

    @Test
    void leavesOutViewsAndTheServersOwnDatabases() throws IOException {
        Path dump = shop().writeFolder(folder.resolve("dump"));
        CommandRun.done(ExportArguments.of(dump, folder.resolve("out")));
        assertThat(FolderTree.of(folder.resolve("out").resolve(ExportArguments.PREFIX)))
                .containsOnlyKeys(
                        ".complete",
                        ".manifest.jsonl",
                        "metrics/load/cluster0-shard-0.0.json.gz",
                        "metrics/load/metadata.json",
                        "shop/Grüße%2F☕ 100%25/cluster0-shard-0.0.json.gz",
                        "shop/Grüße%2F☕ 100%25/metadata.json",
                        "shop/orders/cluster0-shard-0.0.json.gz",
                        "shop/orders/metadata.json",
                        "shop/returns/metadata.json");
    }

    @Test
    void printsOneJsonObjectForScripts() throws IOException {
        Path dump = shop().writeFolder(folder.resolve("dump"));
        CommandRun run = CommandRun.done(ExportArguments.of(dump, folder.resolve("out"), "--output", "json"));
        assertThat(run.out().lines()).hasSize(1);
        JsonNode summary = run.json();
        assertThat(summary.fieldNames())
                .toIterable()
                .containsExactly(
                        "prefix",
                        "objects",
                        "documents",
                        "bsonBytes",
                        "jsonBytes",
                        "bytes",
                        "seconds",
                        "manifestSha256",
                        "storeRetries",
                        "repeatedChunks",
                        "state");
        assertThat(summary.path("prefix").asText()).isEqualTo(ExportArguments.PREFIX);
        assertThat(summary.path("documents").asLong()).isEqualTo(360);
        assertThat(summary.path("objects").asInt()).isEqualTo(7);
        assertThat(summary.path("seconds").isNumber()).isTrue();
        assertThat(summary.path("state").asText()).isEqualTo("Successful");
        long bytes = 0;
        long jsonBytes = 0;
        SortedMap<String, String> tree = FolderTree.of(folder.resolve("out"));
        for (String key : tree.keySet()) {
            if (key.endsWith(".json.gz")) {
                Path file = folder.resolve("out").resolve(key);
                bytes += Files.size(file);
                jsonBytes += text(file).getBytes(StandardCharsets.UTF_8).length;
            }
        }
        assertThat(summary.path("bytes").asLong()).isEqualTo(bytes);
        assertThat(summary.path("jsonBytes").asLong()).isEqualTo(jsonBytes);
        long bsonBytes = Files.size(dump.resolve("shop/orders.bson"))
                + Files.size(dump.resolve("shop").resolve(DumpBuilder.fileStem("Grüße/☕ 100%") + ".bson"))
                + Files.size(dump.resolve("metrics/system.buckets.load.bson"));
        assertThat(summary.path("bsonBytes").asLong()).isEqualTo(bsonBytes);
    }

    @Test
    void exportsEachReplicaSetUnderItsName() throws IOException {
        Path first = dump().collection("shop", "orders").documents(3).writeFolder(folder.resolve("first"));
        Path second = dump().collection("shop", "orders").documents(5).writeArchive(folder.resolve("second.archive"));
        CommandRun run = CommandRun.done(ExportArguments.ofSources(
                List.of("rs1=" + second, "rs0=" + first),
                folder.resolve("out").toUri().toString(),
                "--output=json"));
        assertThat(run.json().path("documents").asInt()).isEqualTo(8);
        Path orders = folder.resolve("out").resolve(ExportArguments.PREFIX).resolve("shop/orders");
        assertThat(FolderTree.of(orders)).containsOnlyKeys("metadata.json", "rs0.0.json.gz", "rs1.0.json.gz");
        assertThat(text(orders.resolve("rs1.0.json.gz")).lines()).hasSize(5);
    }

    @Test
    void exportsOnlyWhatIsIncludedAndNotExcluded() throws IOException {
        Path dump = dump().collection("shop", "orders")
                .documents(2)
                .collection("shop", "returns")
                .documents(2)
                .collection("lab", "orders")
                .documents(2)
                .writeFolder(folder.resolve("dump"));
        CommandRun.done(ExportArguments.of(
                dump, folder.resolve("out"), "--include", "shop.*", "--include", "none.*", "--exclude", "*.ret?rns"));
        assertThat(FolderTree.of(folder.resolve("out").resolve(ExportArguments.PREFIX)))
                .containsOnlyKeys(
                        ".complete",
                        ".manifest.jsonl",
                        "shop/orders/cluster0-shard-0.0.json.gz",
                        "shop/orders/metadata.json");
    }

    @Test
    void writesCanonicalTextUnlessRelaxedIsAskedFor() throws IOException {
        Path dump = dump().collection("shop", "orders")
                .document("{\"_id\": 1, \"total\": 2.5}")
                .writeFolder(folder.resolve("dump"));
        String object = ExportArguments.PREFIX + "/shop/orders/cluster0-shard-0.0.json.gz";
        CommandRun.done(ExportArguments.of(dump, folder.resolve("canonical")));
        CommandRun.done(ExportArguments.of(dump, folder.resolve("relaxed"), "--json", "relaxed"));
        assertThat(text(folder.resolve("canonical").resolve(object)))
                .isEqualTo("{\"_id\":{\"$numberInt\":\"1\"},\"total\":{\"$numberDouble\":\"2.5\"}}\n");
        assertThat(text(folder.resolve("relaxed").resolve(object))).isEqualTo("{\"_id\":1,\"total\":2.5}\n");
    }

    @Test
    void putsCustomDataAndOwnerIntoTheCompletionMarker() throws IOException {
        Path dump = dump().collection("shop", "orders").documents(1).writeFolder(folder.resolve("dump"));
        CommandRun.done(ExportArguments.of(
                dump,
                folder.resolve("out"),
                "--custom-data",
                "exported by=myName",
                "--custom-data",
                "equation=a=b",
                "--org",
                "KS Sandbox",
                "--project",
                "32b6e34b3d91647abb20e7b8",
                "--cluster",
                "testCluster"));
        Path marker = folder.resolve("out")
                .resolve(
                        "exported_snapshots/KS_Sandbox/32b6e34b3d91647abb20e7b8/testCluster/2024-05-06T0708/1715040000/.complete");
        JsonNode complete = new JsonMapper().readTree(marker.toFile());
        assertThat(complete.path("customData").toString())
                .isEqualTo("[{\"key\":\"exported by\",\"value\":\"myName\"},{\"key\":\"equation\",\"value\":\"a=b\"}]");
        assertThat(complete.path("orgName").asText()).isEqualTo("KS Sandbox");
        assertThat(complete.path("orgId").asText()).matches("[0-9a-f]{24}");
        assertThat(complete.path("groupId").asText()).isEqualTo("32b6e34b3d91647abb20e7b8");
        assertThat(complete.path("snapshotInitiationDate").asText()).isEqualTo("2024-05-06T07:08:09.123Z");
        assertThat(complete.path("totalFiles").asInt()).isEqualTo(2);
    }

    @Test
    void standsIdsOrTheNamesOf2021InThePrefix() {
        assertThat(prefix("--prefix-style", "names_2021"))
                .isEqualTo("exported_snapshots/KS+Sandbox/mySbx/testCluster/2024-05-06T0708/1715040000");
        assertThat(prefix("--prefix-style", "ids"))
                .matches("exported_snapshots/[0-9a-f]{24}/[0-9a-f]{24}/testCluster/2024-05-06T0708/1715040000")
                .isEqualTo(prefix("--prefix-style", "IDS"));
    }

    private String prefix(String... style) {
        Path dump = dump().collection("shop", "orders").documents(1).writeFolder(folder.resolve("dump"));
        List<String> arguments = ExportArguments.ofSources(List.of(dump.toString()), "null:", style);
        arguments.addAll(List.of("--org=KS Sandbox", "--project=mySbx", "--cluster=testCluster", "--output=json"));
        return CommandRun.done(arguments).json().path("prefix").asText();
    }

    @Test
    void measuresWithoutWritingAnything() throws IOException {
        Path dump = shop().writeFolder(folder.resolve("dump"));
        CommandRun run = CommandRun.done(ExportArguments.ofSources(List.of(dump.toString()), "null:"));
        assertThat(run.out()).contains("360 documents in 7 objects").contains(ExportArguments.PREFIX);
        assertThat(folder)
                .isDirectoryContaining(path -> path.endsWith("dump"))
                .isDirectoryNotContaining("glob:**null*");
    }

    @Test
    void takesTheTimeOfNowWhenNoneIsGiven() {
        Path dump = dump().collection("shop", "orders").documents(1).writeFolder(folder.resolve("dump"));
        CommandRun run = CommandRun.done("export", "--from", dump.toString(), "--to", "null:", "--output", "json");
        assertThat(run.json().path("prefix").asText())
                .matches("exported_snapshots/local/default/cluster0/\\d{4}-\\d{2}-\\d{2}T\\d{4}/\\d{10}");
    }

    private static String text(Path object) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(object))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
