package io.snapferry.source.datadirectory;

import static io.snapferry.testing.datadirectory.MongodDirectory.bson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.source.ChunkRange;
import io.snapferry.source.CollectionKind;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.DocumentReceiver;
import io.snapferry.source.Namespace;
import io.snapferry.source.ReadPass;
import io.snapferry.source.SnapshotSource;
import io.snapferry.source.SourceException;
import io.snapferry.source.encryption.FileKeys;
import io.snapferry.source.location.SourceOptions;
import io.snapferry.source.location.Sources;
import io.snapferry.wiredtiger.testing.DataDirectoryBuilder;
import io.snapferry.wiredtiger.testing.Entry;
import io.snapferry.wiredtiger.testing.TableBuilder;
import io.snapferry.wiredtiger.testing.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories of replica set members whose oplog goes on behind the stable timestamp, which is 100:0 here. */
final class ToTopOfOplogTest {
    private static final long STABLE = 100L << 32;
    private static final Namespace ORDERS = new Namespace("shop", "orders");

    @TempDir
    Path folder;

    private final DataDirectoryBuilder directory = DataDirectoryBuilder.directory();
    private final List<Entry> catalog = new ArrayList<>();
    private final List<Entry> oplog = new ArrayList<>();
    private int tables;

    @BeforeEach
    void beginWithTheEntryOfTheStableTimestamp() {
        oplog("{op: 'n', ns: '', o: {}}");
    }

    private static String uuid(int number) {
        return "{$binary: {base64: 'AAAAAAAAAAAAAAAAAAAA" + (char) ('A' + number) + "A==', subType: '04'}}";
    }

    /** Its uuid has the number of the call, from 0. */
    private TableBuilder collection(String namespace, boolean isLogged) {
        String ident = "collection-" + tables + "-1";
        catalog.add(Entry.of(
                tables + 1L,
                bson("{md: {ns: '" + namespace + "', options: {uuid: " + uuid(tables) + "},"
                        + " indexes: [{spec: {v: 2, key: {_id: 1}, name: '_id_'}, ready: true}]},"
                        + " ns: '" + namespace + "', ident: '" + ident + "'}")));
        tables++;
        return directory.table(ident).logged(isLogged);
    }

    private void oplog(String entry) {
        BsonDocument whole = BsonDocument.parse("{ts: {$timestamp: {t: 100, i: " + oplog.size() + "}}, v: 2}");
        whole.putAll(BsonDocument.parse(entry));
        oplog.add(Entry.of(STABLE + oplog.size(), bson(whole.toJson())));
    }

    private Path write() {
        collection("local.oplog.rs", true).records(oplog);
        directory.table("_mdb_catalog").logged(false).records(catalog);
        return directory.history(List.of()).stableTimestamp(STABLE).write(folder.resolve("db"));
    }

    private static SourceOptions toTop() {
        return new SourceOptions(FileKeys.NONE, false, true);
    }

    private static List<String> read(SnapshotSource source, Namespace namespace, long chunkSizeBytes)
            throws IOException, InterruptedException {
        List<String> documents = new ArrayList<>();
        for (ReadPass pass : source.passes(source.chunkRanges(namespace, chunkSizeBytes))) {
            pass.read(new DocumentReceiver() {
                @Override
                public void documents(ChunkRange range, byte[] bytes, int offset, int length) {
                    documents.add(new RawBsonDocument(bytes, offset, length).toJson());
                }

                @Override
                public void finished(ChunkRange range) {}
            });
        }
        return documents;
    }

    private static Optional<CollectionMetadata> metadata(SnapshotSource source, Namespace namespace)
            throws IOException {
        return source.collections().stream()
                .filter(collection -> collection.namespace().equals(namespace))
                .findFirst();
    }

    private static String json(String document) {
        return BsonDocument.parse(document).toJson();
    }

    @Test
    void showsWhatWasWrittenBehindTheStableTimestamp() throws IOException, InterruptedException {
        collection("shop.orders", false)
                .records(List.of(
                        Entry.of(1, bson("{_id: 1, a: 1}")),
                        Entry.of(2, bson("{_id: 2}")),
                        // on the page already, but newer than the stable timestamp
                        Entry.of(3, bson("{_id: 3, a: 1}")).with(Window.from(STABLE + 1, 0))));
        oplog("{op: 'i', ns: 'shop.orders', ui: " + uuid(0) + ", o: {_id: 3, a: 1}}");
        oplog("{op: 'u', ns: 'shop.orders', ui: " + uuid(0) + ", o2: {_id: 1}, o: {$v: 2, diff: {u: {a: 2}}}}");
        oplog("{op: 'd', ns: 'shop.orders', ui: " + uuid(0) + ", o: {_id: 2}}");
        Path written = write();
        try (SnapshotSource source = Sources.open(written)) {
            assertThat(read(source, ORDERS, 1 << 20)).containsExactly(json("{_id: 1, a: 1}"), json("{_id: 2}"));
        }
        try (SnapshotSource source = Sources.open(written, toTop())) {
            assertThat(read(source, ORDERS, 1 << 20)).containsExactly(json("{_id: 1, a: 2}"), json("{_id: 3, a: 1}"));
            assertThat(source.description().notices())
                    .contains("oplog: applied after 100:0 up to 100:3: 3 entries, 1 inserts, 1 updates, 1 deletes,"
                            + " 0 commands");
            assertThat(source.description().readPoint().orElseThrow().appliedUpTo())
                    .contains("100:3");
        }
    }

    @Test
    void dividesTheSameAsWithoutTheOplogAndPutsInsertedDocumentsIntoTheLastRange()
            throws IOException, InterruptedException {
        collection("shop.orders", false)
                .records(2000, id -> bson("{_id: " + id + ", text: '" + "x".repeat(200) + "'}"));
        for (int i = 1; i <= 2000; i += 7) {
            oplog("{op: 'u', ns: 'shop.orders', ui: " + uuid(0) + ", o2: {_id: " + i + "}, o: {_id: " + i + "}}");
            oplog("{op: 'i', ns: 'shop.orders', ui: " + uuid(0) + ", o: {_id: " + -i + "}}");
        }
        Path written = write();
        int ranges;
        try (SnapshotSource source = Sources.open(written)) {
            ranges = source.chunkRanges(ORDERS, 64 << 10).size();
        }
        try (SnapshotSource source = Sources.open(written, toTop())) {
            List<String> inOne = read(source, ORDERS, Long.MAX_VALUE);
            assertThat(inOne).hasSize(2286);
            assertThat(inOne.get(7)).isEqualTo(json("{_id: 8}"));
            assertThat(inOne.get(2285)).isEqualTo(json("{_id: -1996}"));
            assertThat(read(source, ORDERS, 64 << 10)).isEqualTo(inOne);
            assertThat(source.chunkRanges(ORDERS, 64 << 10)).hasSize(ranges).hasSizeGreaterThan(3);
        }
    }

    @Test
    void followsCollectionsAndViews() throws IOException, InterruptedException {
        collection("shop.orders", false).records(List.of(Entry.of(1, bson("{_id: 1}"))));
        collection("shop.old", false).records(List.of(Entry.of(1, bson("{_id: 'old'}"))));
        collection("shop.system.views", false).records(List.of());
        oplog("{op: 'c', ns: 'shop.$cmd', ui: " + uuid(1) + ", o: {drop: 'old'}}");
        oplog("{op: 'c', ns: 'shop.$cmd', ui: " + uuid(0)
                + ", o: {renameCollection: 'shop.orders', to: 'shop.sales'}}");
        oplog("{op: 'c', ns: 'shop.$cmd', ui: " + uuid(20) + ", o: {create: 'fresh', idIndex: {v: 2, key: {_id: 1},"
                + " name: '_id_'}}}");
        oplog("{op: 'i', ns: 'shop.fresh', ui: " + uuid(20) + ", o: {_id: 5}}");
        oplog("{op: 'i', ns: 'shop.system.views', ui: " + uuid(2) + ", o: {_id: 'shop.seen', viewOn: 'sales',"
                + " pipeline: []}}");
        oplog("{op: 'c', ns: 'shop.$cmd', ui: " + uuid(0)
                + ", o: {createIndexes: 'sales', v: 2, key: {a: 1}, name: 'a'}}");
        try (SnapshotSource source = Sources.open(write(), toTop())) {
            assertThat(source.collections())
                    .extracting(collection -> collection.namespace().toString())
                    .containsExactly("local.oplog.rs", "shop.fresh", "shop.sales", "shop.seen", "shop.system.views");
            assertThat(read(source, new Namespace("shop", "fresh"), 1 << 20)).containsExactly(json("{_id: 5}"));
            assertThat(read(source, new Namespace("shop", "sales"), 1 << 20)).containsExactly(json("{_id: 1}"));
            assertThat(metadata(source, new Namespace("shop", "seen"))
                            .orElseThrow()
                            .kind())
                    .isEqualTo(CollectionKind.VIEW);
            assertThat(new RawBsonDocument(metadata(source, new Namespace("shop", "sales"))
                                    .orElseThrow()
                                    .indexes()
                                    .toByteArray())
                            .size())
                    .isEqualTo(2);
        }
    }

    @Test
    void appliesNothingBehindThePointAtWhichTheServerCutsTheOplog() throws IOException, InterruptedException {
        collection("shop.orders", false).records(List.of());
        collection("local.replset.oplogTruncateAfterPoint", true)
                .records(
                        List.of(
                                Entry.of(
                                        1,
                                        bson(
                                                "{_id: 'oplogTruncateAfterPoint', oplogTruncateAfterPoint: {$timestamp: {t: 100, i: 1}}}"))));
        oplog("{op: 'i', ns: 'shop.orders', ui: " + uuid(0) + ", o: {_id: 1}}");
        oplog("{op: 'i', ns: 'shop.orders', ui: " + uuid(0) + ", o: {_id: 2}}");
        try (SnapshotSource source = Sources.open(write(), toTop())) {
            assertThat(read(source, ORDERS, 1 << 20)).containsExactly(json("{_id: 1}"));
        }
    }

    @Test
    void refusesAMemberWhoseInitialSyncWasNotFinished() {
        collection("shop.orders", false).records(List.of());
        collection("local.replset.minvalid", false)
                .records(List.of(Entry.of(1, bson("{_id: 1, doingInitialSync: true}"))));
        assertThatThrownBy(() -> Sources.open(write(), toTop()))
                .isInstanceOf(SourceException.class)
                .hasMessageEndingWith("the member's initial sync was not finished, its data are not whole");
    }

    @Test
    void refusesAStandaloneServersDirectory() {
        collection("shop.orders", true).records(List.of());
        directory.table("_mdb_catalog").records(catalog);
        Path written = directory.history(List.of()).write(folder.resolve("db"));
        assertThatThrownBy(() -> Sources.open(written, toTop()))
                .isInstanceOf(SourceException.class)
                .hasMessage("_mdb_catalog.wt: --to-top-of-oplog: a standalone server wrote this directory, there is no"
                        + " oplog");
    }

    @Test
    void refusesACheckpointWithoutAStableTimestamp() {
        collection("shop.orders", false).records(List.of());
        collection("local.oplog.rs", true).records(oplog);
        directory.table("_mdb_catalog").logged(false).records(catalog);
        Path written = directory.history(List.of()).write(folder.resolve("db"));
        assertThatThrownBy(() -> Sources.open(written, toTop()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("the checkpoint has no stable timestamp");
    }

    @Test
    void refusesADumpWithTheOption() throws IOException {
        Files.createDirectories(folder.resolve("dump/shop"));
        assertThatThrownBy(() -> Sources.open(folder.resolve("dump"), toTop()))
                .isInstanceOf(SourceException.class)
                .hasMessageEndingWith("--to-top-of-oplog is for data directories of replica set members, this is none");
    }

    @Test
    void refusesAnEntryThatIsNotKnown() {
        collection("shop.orders", false).records(List.of());
        oplog("{op: 'zz', ns: 'shop.orders', o: {}}");
        assertThatThrownBy(() -> Sources.open(write(), toTop()))
                .isInstanceOf(SourceException.class)
                .hasMessage("collection-1-1.wt: oplog entry 100:1 (\"zz\" on shop.orders) cannot be applied:"
                        + " the operation \"zz\" is not supported");
    }
}
