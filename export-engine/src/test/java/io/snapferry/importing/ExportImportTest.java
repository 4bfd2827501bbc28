package io.snapferry.importing;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.snapferry.plan.NamespaceFilter;
import io.snapferry.plan.NamespaceGlob;
import io.snapferry.run.ExportFixture;
import io.snapferry.run.ExportLedger;
import io.snapferry.source.SnapshotSource;
import io.snapferry.source.dump.DumpFolderWriter;
import io.snapferry.source.location.Sources;
import io.snapferry.store.folder.FolderObjectStore;
import io.snapferry.testing.dump.DumpBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportImportTest {
    @TempDir
    private Path folder;

    private Path bucket;
    private Path restored;

    private final DumpBuilder shop = dump().collection("shop", "orders")
            .documents(100)
            .collection("shop", "Grüße/☕ 100%")
            .documents(3)
            .collection("shop", "empty")
            .timeSeries("iot", "readings")
            .documents(4);

    @BeforeEach
    void exportSomething() throws Exception {
        bucket = folder.resolve("bucket");
        restored = folder.resolve("restored");
        ExportFixture.export(shop.writeFolder(folder.resolve("dump")), bucket, 2_000, 2);
    }

    private ExportImport.Result importInto(NamespaceFilter filter) throws Exception {
        return importInto(new ExportImport.Settings(filter, 2, true));
    }

    private ExportImport.Result importInto(ExportImport.Settings settings) throws Exception {
        try (FolderObjectStore store = new FolderObjectStore(bucket);
                ImportTarget target = new CopyTarget(new DumpFolderWriter(restored), "dump")) {
            return new ExportImport(
                            store,
                            ExportFixture.PREFIX.value(),
                            settings,
                            target,
                            ImportState.forgetful(),
                            new ImportProgress())
                    .run();
        }
    }

    private void assertCounts(ExportImport.Result result, int collections, long documents) {
        assertThat(result.documents()).hasSize(collections);
        assertThat(result.documentCount()).isEqualTo(documents);
    }

    @Test
    void theDumpThatComesBackHasTheSameDocumentsAndMetadata() throws Exception {
        ExportImport.Result result = importInto(NamespaceFilter.ALL);

        assertCounts(result, 4, 107);
        assertThat(Files.readAllBytes(restored.resolve("shop/orders.bson")))
                .isEqualTo(shop.documentBytes("shop", "orders"));
        assertThat(Files.readAllBytes(restored.resolve("iot/system.buckets.readings.bson")))
                .isEqualTo(shop.documentBytes("iot", "readings"));
        try (SnapshotSource before = Sources.open(folder.resolve("dump"));
                SnapshotSource after = Sources.open(restored)) {
            assertThat(after.collections()).isEqualTo(before.collections());
        }
    }

    @Test
    void onlyWhatMatchesComesBack() throws Exception {
        NamespaceFilter filter = new NamespaceFilter(List.of(new NamespaceGlob("shop.o*")), List.of());
        assertCounts(importInto(filter), 1, 100);
    }

    @Test
    void theShardsOfAClusterComeBackAsOneCollection() throws Exception {
        Path other = folder.resolve("sharded");
        Path shard0 = dump().collection("shop", "orders").documents(3).writeFolder(folder.resolve("s0"));
        Path shard1 = dump().collection("shop", "orders").documents(4).writeFolder(folder.resolve("s1"));
        try (FolderObjectStore store = new FolderObjectStore(other)) {
            ExportFixture.export(
                    Map.of("s0", shard0, "s1", shard1),
                    store,
                    ExportFixture.settings(2_000),
                    ExportLedger.forgetful(),
                    2);
        }
        bucket = other;
        assertCounts(importInto(NamespaceFilter.ALL), 1, 7);
    }

    @Test
    void anExportThatDidNotFinishIsRefused() throws Exception {
        Files.delete(bucket.resolve(ExportFixture.PREFIX.value()).resolve(".complete"));
        assertThatExceptionOfType(ImportException.class)
                .isThrownBy(() -> importInto(NamespaceFilter.ALL))
                .withMessageContaining(".complete");
    }

    @Test
    void aLineThatIsNotADocumentIsNamed() throws Exception {
        Path object = bucket.resolve(ExportFixture.PREFIX.value()).resolve("iot/readings/rs0.0.json.gz");
        try (var out = new java.util.zip.GZIPOutputStream(Files.newOutputStream(object))) {
            out.write(
                    "{\"_id\":{\"$numberInt\":\"1\"}}\n{\"_id\":\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        assertThatExceptionOfType(ImportException.class)
                .isThrownBy(() -> importInto(new ExportImport.Settings(NamespaceFilter.ALL, 1, false)))
                .withMessageContaining("iot/readings/rs0.0.json.gz: line 2 is not Extended JSON");
    }
}
