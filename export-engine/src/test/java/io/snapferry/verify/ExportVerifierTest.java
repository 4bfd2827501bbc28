package io.snapferry.verify;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.run.ExportFixture;
import io.snapferry.store.folder.FolderObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportVerifierTest {
    @TempDir
    private Path folder;

    private Path bucket;
    private Path export;

    @BeforeEach
    void exportSomething() throws Exception {
        bucket = folder.resolve("bucket");
        export = bucket.resolve(ExportFixture.PREFIX.value());
        Path source = dump().collection("shop", "orders")
                .documents(100)
                .collection("shop", "customers")
                .documents(20)
                .collection("shop", "empty")
                .writeFolder(folder.resolve("dump"));
        ExportFixture.export(source, bucket, 2_000, 2);
    }

    private VerifyReport verify() throws Exception {
        try (FolderObjectStore store = new FolderObjectStore(bucket)) {
            ExportVerifier verifier = new ExportVerifier(store, ExportFixture.PREFIX.value(), 2, new VerifyProgress());
            verifier.readBack();
            return verifier.report();
        }
    }

    private List<String> findings() throws Exception {
        return verify().findings().stream()
                .map(finding -> finding.problem() + " " + finding.key().replace(ExportFixture.PREFIX + "/", ""))
                .toList();
    }

    @Test
    void aWholeExportHasNoFindings() throws Exception {
        VerifyReport report = verify();

        assertThat(report.findings()).isEmpty();
        assertThat(report.documents()).isEqualTo(120);
    }

    @Test
    void findsAnObjectThatIsMissing() throws Exception {
        Files.delete(export.resolve("shop/orders/rs0.1.json.gz"));
        assertThat(findings()).containsExactly("MISSING shop/orders/rs0.1.json.gz");
    }

    @Test
    void findsAnObjectThatIsCut() throws Exception {
        Path object = export.resolve("shop/orders/rs0.1.json.gz");
        byte[] bytes = Files.readAllBytes(object);
        Files.write(object, java.util.Arrays.copyOf(bytes, bytes.length - 10));
        assertThat(findings()).containsExactly("CHANGED shop/orders/rs0.1.json.gz");
    }

    @Test
    void findsObjectsThatAreSwapped() throws Exception {
        Path first = export.resolve("shop/orders/rs0.0.json.gz");
        Path second = export.resolve("shop/orders/rs0.1.json.gz");
        byte[] bytes = Files.readAllBytes(first);
        Files.write(first, Files.readAllBytes(second));
        Files.write(second, bytes);
        assertThat(findings()).contains("CHANGED shop/orders/rs0.0.json.gz", "CHANGED shop/orders/rs0.1.json.gz");
    }

    @Test
    void findsAnObjectTooMany() throws Exception {
        Files.write(export.resolve("shop/orders/rs0.99.json.gz"), new byte[3]);
        assertThat(findings()).containsExactly("EXTRA shop/orders/rs0.99.json.gz");
    }

    @Test
    void findsThatTheMarkerIsMissing() throws Exception {
        Files.delete(export.resolve(".complete"));
        assertThat(findings()).containsExactly("MISSING .complete");
    }

    @Test
    void findsThatTheManifestIsMissing() throws Exception {
        Files.delete(export.resolve(".manifest.jsonl"));
        assertThat(findings()).containsExactly("MISSING .manifest.jsonl");
    }

    @Test
    void findsALineThatWasTakenFromTheManifest() throws Exception {
        Path manifest = export.resolve(".manifest.jsonl");
        List<String> lines = new ArrayList<>(Files.readAllLines(manifest));
        lines.remove(lines.size() - 2);
        Files.writeString(manifest, String.join("\n", lines) + "\n");
        assertThat(findings())
                .containsExactlyInAnyOrder(
                        "UNREADABLE .manifest.jsonl", "INCONSISTENT .complete", "EXTRA shop/orders/rs0.7.json.gz");
    }

    @Test
    void findsAManifestThatIsNotOne() throws Exception {
        Files.write(export.resolve(".manifest.jsonl"), "{\"manifest\":7}\n".getBytes(StandardCharsets.UTF_8));
        assertThat(findings()).contains("UNREADABLE .manifest.jsonl");
    }

    @Test
    void findsEverySingleChangedByte() throws Exception {
        Random random = new Random(1);
        List<Path> objects;
        try (var files = Files.walk(export)) {
            objects = files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
        for (int round = 0; round < 60; round++) {
            Path object = objects.get(random.nextInt(objects.size()));
            byte[] original = Files.readAllBytes(object);
            byte[] changed = original.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(object, changed);
            assertThat(findings()).as(object + " round " + round).isNotEmpty();
            Files.write(object, original);
        }
        assertThat(verify().isWhole()).isTrue();
    }

    @Test
    void findsTheExportsOfABucket() throws IOException {
        try (FolderObjectStore store = new FolderObjectStore(bucket)) {
            assertThat(ExportPrefixes.find(store, "")).containsExactly(ExportFixture.PREFIX.value());
        }
    }
}
