package io.snapferry.cli;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.SnapshotSource;
import io.snapferry.source.location.Sources;
import io.snapferry.testing.dump.DumpBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real data, exported and brought back as a mongodump folder: every byte of every document as it was. */
class RoundTripTest {
    private static final Set<String> NOT_EXPORTED = Set.of("admin", "config", "local");

    @TempDir
    private Path folder;

    @Test
    void dumpsOfRealServersComeBack() throws IOException {
        for (Path dump : foldersOf(SharedData.require("dumps"))) {
            Path back = broughtBack(dump, "--chunk-size=256KiB");
            assertThat(requireSameDocuments(dump, back)).isPositive();
            assertThat(descriptions(back)).as("metadata of %s", dump).isEqualTo(descriptions(dump));
        }
    }

    @Test
    void dataDirectoriesComeBackAsTheirDump() throws IOException {
        int collections = 0;
        for (Path directory : foldersOf(SharedData.require("wiredtiger"))) {
            if (Files.exists(directory.resolve("_mdb_catalog.wt"))) {
                Path truth = folder.resolve("truth-" + directory.getFileName());
                CommandRun.done("dump", directory.toString(), "--to", truth.toString(), "--at-checkpoint");
                collections +=
                        requireSameDocuments(truth, broughtBack(directory, "--chunk-size=64KiB", "--at-checkpoint"));
            }
        }
        assertThat(collections).isGreaterThan(3);
    }

    /** Every case that the corpus itself does not call lossy. */
    @Test
    void theBsonCorpusComesBack() throws IOException {
        DumpBuilder corpus = dump().collection("corpus", "valid");
        int count = 0;
        for (Path file : filesBelow(SharedData.require("bson-corpus"), ".json")) {
            BsonArray cases = BsonDocument.parse(Files.readString(file)).getArray("valid", new BsonArray());
            for (BsonValue value : cases) {
                BsonDocument testCase = value.asDocument();
                if (!testCase.getBoolean("lossy", BsonBoolean.FALSE).getValue()) {
                    corpus.rawDocument(HexFormat.of()
                            .parseHex(testCase.getString("canonical_bson").getValue()));
                    count++;
                }
            }
        }
        assertThat(count).isGreaterThan(600);
        Path dump = corpus.writeFolder(folder.resolve("corpus"));
        assertThat(requireSameDocuments(dump, broughtBack(dump, "--chunk-size=4KiB")))
                .isEqualTo(1);
    }

    /** Exported, found whole and equal to the source, and imported. */
    private Path broughtBack(Path source, String... options) throws IOException {
        Path bucket = Files.createTempDirectory(folder, "bucket");
        Path back = folder.resolve("back-" + source.getFileName());
        CommandRun.done(ExportArguments.of(source, bucket, options));
        List<String> verify = new ArrayList<>(List.of("verify", bucket.toString(), "--source", source.toString()));
        if (List.of(options).contains("--at-checkpoint")) {
            verify.add("--at-checkpoint");
        }
        assertThat(CommandRun.done(verify).out()).startsWith("whole").contains("compared with the source");
        CommandRun.done("import", bucket.toString(), "--to", "dump:" + back);
        return back;
    }

    /** @return of how many collections */
    private static int requireSameDocuments(Path expected, Path back) throws IOException {
        List<Path> files = filesBelow(expected, ".bson").stream()
                .map(expected::relativize)
                .filter(RoundTripTest::isExported)
                .toList();
        assertThat(filesBelow(back, ".bson").stream().map(back::relativize)).containsExactlyElementsOf(files);
        for (Path file : files) {
            assertThat(back.resolve(file)).hasSameBinaryContentAs(expected.resolve(file));
        }
        return files.size();
    }

    private static boolean isExported(Path file) {
        String name = file.getFileName().toString();
        return !NOT_EXPORTED.contains(file.getName(0).toString())
                && (!name.startsWith("system.") || name.startsWith("system.buckets.") || name.equals("system.js.bson"));
    }

    /** All that a restore makes of the metadata files. */
    private static List<String> descriptions(Path dump) throws IOException {
        try (SnapshotSource source = Sources.open(dump)) {
            List<String> descriptions = new ArrayList<>();
            for (CollectionMetadata collection : source.collections()) {
                descriptions.add(collection.namespace() + " " + collection.kind() + " "
                        + HexFormat.of().formatHex(collection.options().toByteArray()) + " "
                        + HexFormat.of().formatHex(collection.indexes().toByteArray()) + " " + collection.uuidHex());
            }
            return descriptions;
        }
    }

    private static List<Path> foldersOf(Path root) throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static List<Path> filesBelow(Path root, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}
