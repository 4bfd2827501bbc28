package io.snapferry.verify;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.snapferry.importing.CopyTarget;
import io.snapferry.importing.ExportImport;
import io.snapferry.importing.ImportException;
import io.snapferry.importing.ImportProgress;
import io.snapferry.importing.ImportState;
import io.snapferry.importing.ImportTarget;
import io.snapferry.manifest.FinishedObject;
import io.snapferry.manifest.ManifestException;
import io.snapferry.plan.NamespaceFilter;
import io.snapferry.run.ExportFixture;
import io.snapferry.source.dump.DumpFolderWriter;
import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectWriter;
import io.snapferry.store.ReadableObjectStore;
import io.snapferry.store.folder.FolderObjectStore;
import io.snapferry.text.LineException;
import io.snapferry.text.TextLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports that somebody made to do harm: they end in an error that names the place, and take no more than others do. */
class HostileExportTest {
    private static final String OBJECT = "shop/orders/rs0.0.json.gz";

    @TempDir
    private Path folder;

    private Path bucket;

    @BeforeEach
    void export() throws Exception {
        bucket = folder.resolve("bucket");
        ExportFixture.export(
                dump().collection("shop", "orders").documents(9).writeFolder(folder.resolve("dump")),
                bucket,
                1 << 20,
                1);
    }

    private List<String> findings(ReadableObjectStore store) throws Exception {
        ExportVerifier verifier = new ExportVerifier(store, ExportFixture.PREFIX.value(), 1, new VerifyProgress());
        verifier.readBack();
        return verifier.report().findings().stream()
                .map(finding -> finding.toString().replace(ExportFixture.PREFIX + "/", ""))
                .toList();
    }

    private List<String> findings() throws Exception {
        try (FolderObjectStore store = new FolderObjectStore(bucket)) {
            return findings(store);
        }
    }

    private void importAll(ReadableObjectStore store) throws Exception {
        try (ImportTarget target =
                new CopyTarget(new DumpFolderWriter(Files.createTempDirectory(folder, "back")), "dump")) {
            var unused = new ExportImport(
                            store,
                            ExportFixture.PREFIX.value(),
                            new ExportImport.Settings(NamespaceFilter.ALL, 1, true),
                            target,
                            ImportState.forgetful(),
                            new ImportProgress())
                    .run();
        }
    }

    private String importError() throws Exception {
        try (FolderObjectStore store = new FolderObjectStore(bucket)) {
            return String.valueOf(
                    org.assertj.core.api.Assertions.catchThrowableOfType(ImportException.class, () -> importAll(store))
                            .getMessage());
        }
    }

    private void requireBothName(String text, String problem) throws Exception {
        Forgery.text(bucket, OBJECT, text);
        assertThat(findings())
                .singleElement()
                .asString()
                .startsWith("unreadable " + OBJECT + ": ")
                .contains(problem);
        assertThat(importError()).contains(OBJECT).contains(problem);
    }

    @Test
    void typesThatDoNotExistAreNamedWithTheirLine() throws Exception {
        requireBothName("{\"_id\":1}\n{\"a\":{\"$numberInt\":\"x\"}}\n", "line 2 is not Extended JSON");
        requireBothName("[]\n", "line 1 is not Extended JSON");
        requireBothName("\n", "line 1 is not Extended JSON");
    }

    @Test
    void deepNestingIsRefused() throws Exception {
        String deep = "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000) + "\n";
        requireBothName(deep, "line 1 is not Extended JSON");
    }

    @Test
    void aLineWithoutEndIsGivenUp() throws Exception {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'a';
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                Arrays.fill(bytes, offset, offset + length, (byte) 'a');
                return length;
            }
        };
        try (TextLines lines = new TextLines(endless, 1 << 20)) {
            assertThatExceptionOfType(LineException.class)
                    .isThrownBy(lines::next)
                    .withMessage("a line is longer than 1048576 bytes");
            assertThat(lines.bytes()).hasSizeLessThanOrEqualTo((1 << 20) + 1);
        }
    }

    @Test
    void aTextThatUnpacksToMoreThanTheManifestSaysIsGivenUp() throws Exception {
        byte[] bomb = "{}\n".repeat(3_000_000).getBytes(StandardCharsets.UTF_8);
        Forgery.text(bucket, OBJECT, bomb, 300, 100, "00000000");
        assertThat(findings())
                .containsExactly("unreadable " + OBJECT + ": it has more than the expected 300 bytes of text");
        assertThat(importError()).contains(OBJECT, "it has more text than the 300 bytes of the manifest");
        byte[] oneLine = new byte[20 << 20];
        Forgery.text(bucket, OBJECT, oneLine, 300, 100, "00000000");
        assertThat(findings()).containsExactly("unreadable " + OBJECT + ": a line is longer than 300 bytes");
    }

    @Test
    void keysThatLeadElsewhereAreNamed() throws Exception {
        String elsewhere = ExportFixture.PREFIX + "/shop/../../x/rs0.0.json.gz";
        try (FolderObjectStore store = new FolderObjectStore(bucket)) {
            Listing listing = new Listing(store, ExportFixture.PREFIX + "/../orders/rs0.0.json.gz");
            assertThat(findings(listing))
                    .containsExactly("extra ../orders/rs0.0.json.gz: the manifest does not list it");
            assertThatExceptionOfType(ImportException.class)
                    .isThrownBy(() -> importAll(listing))
                    .withMessageContaining("../orders/rs0.0.json.gz");
        }
        Forgery.manifest(bucket, object -> object.chunk().isEmpty() ? object : under(elsewhere, object));
        assertThat(findings())
                .contains("missing shop/../../x/rs0.0.json.gz: the manifest lists it with 259 bytes"
                        .replaceAll("259", Long.toString(sizeOf(elsewhere))))
                .anyMatch(finding -> finding.startsWith("inconsistent shop/../../x/rs0.0.json.gz: the manifest says"));
    }

    private long sizeOf(String key) throws IOException {
        long[] size = {0};
        Forgery.manifest(bucket, object -> {
            size[0] = object.key().equals(key) ? object.bytes() : size[0];
            return object;
        });
        return size[0];
    }

    private static FinishedObject under(String key, FinishedObject object) {
        return new FinishedObject(
                key,
                object.namespace(),
                object.replicaSet(),
                object.chunk(),
                object.documents(),
                object.bsonBytes(),
                object.jsonBytes(),
                object.bytes(),
                object.sha256(),
                object.crc32c());
    }

    @Test
    void aManifestOfTooManyObjectsIsRefused() throws Exception {
        ListedKeys keys = new ListedKeys(5_000);
        for (int i = 0; i < 5_000; i++) {
            assertThat(keys.add("key " + i)).isTrue();
        }
        assertThat(keys.add("key 77")).isFalse();
        assertThat(keys.stored("key 4999", 7)).isTrue();
        assertThat(keys.storedSizeBytes("key 4999")).isEqualTo(7);
        assertThat(keys.storedSizeBytes("key 4998")).isEqualTo(ListedKeys.NOT_STORED);
        assertThat(keys.stored("key 5000", 7)).isFalse();
        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() -> keys.add("key 5000"))
                .withMessage("the manifest lists more than 5000 objects");
    }

    @Test
    void findingsAreCountedAndTheFirstOnesKept() {
        Findings findings = new Findings();
        for (int i = 0; i < Findings.MAX_KEPT + 5; i++) {
            findings.add("key " + i, Finding.Problem.EXTRA, "");
        }
        assertThat(findings.kept()).hasSize(Findings.MAX_KEPT);
        assertThat(findings.count()).isEqualTo(Findings.MAX_KEPT + 5);
    }

    /** A bucket that lists one key more. */
    private record Listing(ReadableObjectStore store, String key) implements ReadableObjectStore {
        @Override
        public InputStream read(ObjectKey wanted) throws IOException {
            return store.read(wanted);
        }

        @Override
        public void list(String keyPrefix, Consumer<StoredObject> consumer) throws IOException {
            store.list(keyPrefix, consumer);
            consumer.accept(new StoredObject(key, 1));
        }

        @Override
        public String location() {
            return store.location();
        }

        @Override
        public ObjectWriter begin(ObjectKey wanted, String contentType) throws IOException {
            return store.begin(wanted, contentType);
        }

        @Override
        public void delete(ObjectKey wanted) throws IOException {
            store.delete(wanted);
        }

        @Override
        public void close() throws IOException {
            store.close();
        }
    }
}
