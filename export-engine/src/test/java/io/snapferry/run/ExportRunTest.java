package io.snapferry.run;

import static io.snapferry.run.ExportFixture.export;
import static io.snapferry.run.ExportFixture.settings;
import static io.snapferry.run.ExportFixture.text;
import static io.snapferry.run.ExportFixture.tree;
import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.plan.PlanException;
import io.snapferry.source.SourceException;
import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectStore;
import io.snapferry.store.ObjectStoreException;
import io.snapferry.store.ObjectWriter;
import io.snapferry.store.folder.FolderObjectStore;
import io.snapferry.testing.dump.DumpBuilder;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportRunTest {
    private static final int SMALL_CHUNK = 2_000;

    @TempDir
    private Path folder;

    private Path bucket;

    @BeforeEach
    void setUp() {
        bucket = folder.resolve("bucket");
    }

    private static DumpBuilder shop() {
        return dump().collection("shop", "orders")
                .documents(200)
                .collection("shop", "customers")
                .documents(50)
                .collection("shop", "returns")
                .view("shop", "open", "orders")
                .collection("shop", "system.js")
                .documents(1)
                .collection("shop", "system.profile")
                .documents(1)
                .collection("admin", "system.users")
                .documents(1)
                .timeSeries("iot", "readings")
                .documents(5)
                .multiplexed(7);
    }

    private static List<String> keys(Path bucket) {
        String root = ExportFixture.PREFIX + "/";
        return tree(bucket).keySet().stream()
                .map(key -> key.startsWith(root) ? key.substring(root.length()) : key)
                .toList();
    }

    @Test
    void writesWhatAtlasWritesAndLeavesOutWhatAtlasLeavesOut() throws Exception {
        export(shop().writeFolder(folder.resolve("dump")), bucket, 1 << 20, 2);

        assertThat(keys(bucket))
                .containsExactlyInAnyOrder(
                        "exported_snapshots/.permissioncheck",
                        ".complete",
                        ".manifest.jsonl",
                        "iot/readings/metadata.json",
                        "iot/readings/rs0.0.json.gz",
                        "shop/customers/metadata.json",
                        "shop/customers/rs0.0.json.gz",
                        "shop/orders/metadata.json",
                        "shop/orders/rs0.0.json.gz",
                        "shop/returns/metadata.json",
                        "shop/system.js/metadata.json",
                        "shop/system.js/rs0.0.json.gz");
    }

    @Test
    void everyDocumentIsALineInItsOrder() throws Exception {
        DumpBuilder shop = shop();
        ExportResult result = export(shop.writeFolder(folder.resolve("dump")), bucket, SMALL_CHUNK, 2);

        List<RawBsonDocument> exported = new ArrayList<>();
        for (int chunk = 0;
                Files.exists(bucket.resolve(ExportFixture.PREFIX + "/shop/orders/rs0." + chunk + ".json.gz"));
                chunk++) {
            text(bucket, "shop/orders/rs0." + chunk + ".json.gz")
                    .lines()
                    .forEach(line -> exported.add(RawBsonDocument.parse(line)));
        }
        assertThat(exported).isEqualTo(documents(shop.documentBytes("shop", "orders")));
        assertThat(result.documents()).isEqualTo(200 + 50 + 1 + 5);
        assertThat(result.objects()).isEqualTo(keys(bucket).size() - 3);
    }

    private static List<RawBsonDocument> documents(byte[] bytes) {
        List<RawBsonDocument> documents = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int position = 0; position < bytes.length; ) {
            int length = buffer.getInt(position);
            documents.add(new RawBsonDocument(Arrays.copyOfRange(bytes, position, position + length)));
            position += length;
        }
        return documents;
    }

    @Test
    void aChunkEndsWithTheDocumentThatBringsItToItsSize() throws Exception {
        DumpBuilder shop = shop();
        export(shop.writeFolder(folder.resolve("dump")), bucket, SMALL_CHUNK, 1);

        List<RawBsonDocument> documents = documents(shop.documentBytes("shop", "orders"));
        int expected = 0;
        for (int size = 0; size < SMALL_CHUNK; expected++) {
            size += documents.get(expected).getByteBuffer().remaining();
        }
        assertThat(text(bucket, "shop/orders/rs0.0.json.gz").lines()).hasSize(expected);
    }

    @Test
    void anyNumberOfThreadsAndAnyFormOfTheDumpGiveTheSameBytes() throws Exception {
        export(shop().writeFolder(folder.resolve("dump")), bucket, SMALL_CHUNK, 1);
        Map<String, byte[]> expected = tree(bucket);

        export(folder.resolve("dump"), folder.resolve("threads"), SMALL_CHUNK, 8);
        export(shop().writeGzippedFolder(folder.resolve("gz")), folder.resolve("gz-bucket"), SMALL_CHUNK, 3);
        export(shop().writeArchive(folder.resolve("a.archive")), folder.resolve("archive-bucket"), SMALL_CHUNK, 4);
        export(shop().writeGzippedArchive(folder.resolve("a.gz")), folder.resolve("agz-bucket"), SMALL_CHUNK, 4);

        assertSameTree(folder.resolve("threads"), expected);
        assertSameTree(folder.resolve("gz-bucket"), expected);
        assertSameTree(folder.resolve("archive-bucket"), expected);
        assertSameTree(folder.resolve("agz-bucket"), expected);
    }

    private static void assertSameTree(Path found, Map<String, byte[]> expected) {
        Map<String, byte[]> tree = tree(found);
        assertThat(tree.keySet()).isEqualTo(expected.keySet());
        tree.forEach((key, bytes) -> assertThat(bytes).as(key).isEqualTo(expected.get(key)));
    }

    @Test
    void theDocumentOfAPlainCollectionHas151Bytes() throws Exception {
        Path source = dump().collection("db", "test")
                .indexes("[{\"v\":{\"$numberInt\":\"2\"},\"key\":{\"_id\":{\"$numberInt\":\"1\"}},\"name\":\"_id_\"}]")
                .uuid("0123456789abcdef0123456789abcdef")
                .writeFolder(folder.resolve("dump"));
        export(source, bucket, SMALL_CHUNK, 1);

        assertThat(text(bucket, "db/test/metadata.json"))
                .isEqualTo(
                        "{\"indexes\":[{\"v\":{\"$numberInt\":\"2\"},\"key\":{\"_id\":{\"$numberInt\":\"1\"}},"
                                + "\"name\":\"_id_\"}],\"uuid\":\"0123456789abcdef0123456789abcdef\",\"collectionName\":\"test\"}")
                .hasSize(151);
    }

    @Test
    void theDocumentOfATimeSeriesNamesItsTypeAndNoUuid() throws Exception {
        export(shop().writeFolder(folder.resolve("dump")), bucket, SMALL_CHUNK, 1);

        assertThat(text(bucket, "iot/readings/metadata.json"))
                .isEqualTo(
                        "{\"options\":{\"timeseries\":{\"timeField\":\"at\",\"granularity\":\"seconds\"}},\"indexes\":[],"
                                + "\"collectionName\":\"readings\",\"type\":\"timeseries\"}");
    }

    @Test
    void theCompletionMarkerCountsFilesAndCarriesCustomData() throws Exception {
        export(shop().writeFolder(folder.resolve("dump")), bucket, 1 << 20, 1);

        assertThat(text(bucket, ".complete"))
                .isEqualTo("{\"orgId\":\"64b0000000000000000000aa\",\"orgName\":\"KS Sandbox\","
                        + "\"groupId\":\"64b0000000000000000000bb\",\"groupName\":\"mySbx\","
                        + "\"clusterUniqueId\":\"64b0000000000000000000cc\",\"clusterName\":\"testCluster\","
                        + "\"snapshotInitiationDate\":\"2020-04-03T05:50:29.321Z\",\"totalFiles\":9,\"labels\":[],"
                        + "\"customData\":[{\"key\":\"exported by\",\"value\":\"myName\"}]}");
    }

    @Test
    void theShardsOfAClusterShareOneMetadataDocument() throws Exception {
        Path shard0 = dump().collection("shop", "orders").documents(3).writeFolder(folder.resolve("shard0"));
        Path shard1 = dump().collection("shop", "orders")
                .documents(4)
                .collection("shop", "late")
                .writeFolder(folder.resolve("shard1"));
        try (FolderObjectStore store = new FolderObjectStore(bucket)) {
            export(Map.of("s0", shard0, "s1", shard1), store, settings(SMALL_CHUNK), ExportLedger.forgetful(), 2);
        }

        assertThat(keys(bucket))
                .containsExactlyInAnyOrder(
                        "exported_snapshots/.permissioncheck",
                        ".complete",
                        ".manifest.jsonl",
                        "shop/late/metadata.json",
                        "shop/orders/metadata.json",
                        "shop/orders/s0.0.json.gz",
                        "shop/orders/s1.0.json.gz");
    }

    @Test
    void aDamagedDocumentFailsTheRunWithItsPlaceAndWithoutCompletionMarker() throws Exception {
        byte[] damaged = {12, 0, 0, 0, 0x7e, 'a', 0, 1, 0, 0, 0, 0};
        Path source = dump().collection("shop", "orders")
                .documents(3)
                .rawDocument(damaged)
                .writeFolder(folder.resolve("dump"));
        long position = Files.size(source.resolve("shop/orders.bson")) - damaged.length;

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> export(source, bucket, SMALL_CHUNK, 2))
                .withMessageContaining("shop.orders")
                .withMessageContaining("shop/orders.bson")
                .withMessageContaining("at byte " + (position + 4));
        assertThat(keys(bucket)).doesNotContain(".complete", "shop/orders/rs0.0.json.gz");
    }

    @Test
    void aKeyThatIsTooLongFailsThePlanBeforeAnythingIsWritten() {
        Path source = dump().collection("shop", "x".repeat(900)).writeFolder(folder.resolve("dump"));

        assertThatExceptionOfType(PlanException.class)
                .isThrownBy(() -> export(source, bucket, SMALL_CHUNK, 1))
                .withMessageContaining("shop.xxx");
        assertThat(keys(bucket)).containsExactly("exported_snapshots/.permissioncheck");
    }

    @Test
    void anInterruptedRunGoesOnBehindWhatItFinishedAndEndsInTheSameBytes() throws Exception {
        Path source = shop().writeFolder(folder.resolve("dump"));
        export(source, folder.resolve("undisturbed"), SMALL_CHUNK, 1);
        RememberingLedger ledger = new RememberingLedger();
        try (FailingStore store = new FailingStore(bucket, 9)) {
            assertThatThrownBy(() -> export(Map.of("rs0", source), store, settings(SMALL_CHUNK), ledger, 2))
                    .isInstanceOf(ObjectStoreException.class);
        }
        int finishedBefore = ledger.finished().size();
        assertThat(finishedBefore).isPositive();
        assertThat(keys(bucket)).doesNotContain(".complete");

        try (FailingStore store = new FailingStore(bucket, Integer.MAX_VALUE)) {
            export(Map.of("rs0", source), store, settings(SMALL_CHUNK), ledger, 2);
            assertThat(store.begun.stream().filter(key -> !key.contains("/.")).toList())
                    .hasSize(ledger.finished().size() - finishedBefore);
        }
        assertSameTree(bucket, tree(folder.resolve("undisturbed")));
    }

    @Test
    void aRunThatMayNotCompleteLeavesAllButTheCompletionMarker() throws Exception {
        Path source = shop().writeFolder(folder.resolve("dump"));
        RememberingLedger ledger = new RememberingLedger();
        ledger.cancel();
        try (FolderObjectStore store = new FolderObjectStore(bucket)) {
            assertThatThrownBy(() -> export(Map.of("rs0", source), store, settings(SMALL_CHUNK), ledger, 2))
                    .isInstanceOf(ExportStoppedException.class);
        }
        assertThat(keys(bucket)).contains(".manifest.jsonl").doesNotContain(".complete");
    }

    @Test
    void aSnapshotThatChangedSinceTheRunBeganIsNotMixed() throws Exception {
        Path source = dump().collection("shop", "orders").documents(100).writeFolder(folder.resolve("dump"));
        RememberingLedger ledger = new RememberingLedger();
        try (FolderObjectStore store = new FolderObjectStore(bucket)) {
            export(Map.of("rs0", source), store, settings(SMALL_CHUNK), ledger, 1);
            Path file = source.resolve("shop/orders.bson");
            byte[] bytes = Files.readAllBytes(file);
            int firstLength =
                    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
            Files.write(file, Arrays.copyOfRange(bytes, firstLength, bytes.length));

            assertThatExceptionOfType(PlanException.class)
                    .isThrownBy(() -> export(Map.of("rs0", source), store, settings(SMALL_CHUNK), ledger, 1))
                    .withMessageContaining("shop.orders of rs0: the snapshot changed");
        }
    }

    @Test
    void aStoreThatRefusesTheFirstObjectEndsTheRunBeforeThePlan() throws Exception {
        try (FailingStore store = new FailingStore(bucket, 0)) {
            assertThatExceptionOfType(ObjectStoreException.class)
                    .isThrownBy(() -> export(
                            Map.of("rs0", shop().writeFolder(folder.resolve("dump"))),
                            store,
                            settings(SMALL_CHUNK),
                            ExportLedger.forgetful(),
                            2))
                    .withMessageContaining("SlowDown");
        }
        assertThat(tree(bucket)).isEmpty();
    }

    @Test
    void aRunThatIsInterruptedLeavesNoThreadBehind() throws Exception {
        Path source = shop().writeFolder(folder.resolve("dump"));
        List<Throwable> ends = new CopyOnWriteArrayList<>();
        try (BlockingStore store = new BlockingStore(bucket)) {
            Thread thread = new Thread(() -> {
                try {
                    export(Map.of("rs0", source), store, settings(SMALL_CHUNK), ExportLedger.forgetful(), 2);
                } catch (Throwable e) {
                    ends.add(e);
                }
            });
            thread.start();
            store.entered.await();
            thread.interrupt();
            thread.join();
        }

        assertThat(ends).singleElement().isInstanceOfAny(InterruptedException.class, IOException.class);
        for (Thread left : Thread.getAllStackTraces().keySet()) {
            if (left.getName().startsWith("export-")) {
                left.join(Duration.ofSeconds(5).toMillis()); // its work is over, the thread itself may take a moment
                assertThat(left.isAlive()).isFalse();
            }
        }
        assertThat(keys(bucket)).doesNotContain(".complete");
    }

    /** A folder that refuses every object after the first few. */
    private static class FailingStore extends StoreOverFolder {
        final List<String> begun = new CopyOnWriteArrayList<>();
        private final AtomicInteger left;

        FailingStore(Path root, int successes) throws IOException {
            super(root);
            this.left = new AtomicInteger(successes);
        }

        @Override
        public ObjectWriter begin(ObjectKey key, String contentType) throws IOException {
            begun.add(key.value());
            if (left.getAndDecrement() <= 0) {
                throw new ObjectStoreException(
                        "PutObject", "test/" + key, "SlowDown", "reduce your rate", true, new IOException("503"));
            }
            return super.begin(key, contentType);
        }
    }

    /** A folder whose second object never comes to its end. */
    private static final class BlockingStore extends StoreOverFolder {
        final CountDownLatch entered = new CountDownLatch(1);

        BlockingStore(Path root) throws IOException {
            super(root);
        }

        @Override
        public ObjectWriter begin(ObjectKey key, String contentType) throws IOException {
            if (key.value().endsWith(".gz")) {
                entered.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw new InterruptedIOException("interrupted");
                }
            }
            return super.begin(key, contentType);
        }
    }

    private static class StoreOverFolder implements ObjectStore {
        private final FolderObjectStore folder;

        StoreOverFolder(Path root) throws IOException {
            this.folder = new FolderObjectStore(Files.createDirectories(root));
        }

        @Override
        public String location() {
            return folder.location();
        }

        @Override
        public ObjectWriter begin(ObjectKey key, String contentType) throws IOException {
            return folder.begin(key, contentType);
        }

        @Override
        public void delete(ObjectKey key) throws IOException {
            folder.delete(key);
        }

        @Override
        public void close() {
            folder.close();
        }
    }

    @Test
    void theManifestIsInTheOrderOfThePlan() throws Exception {
        export(shop().writeFolder(folder.resolve("dump")), bucket, 1 << 20, 4);

        List<String> lines = text(bucket, ".manifest.jsonl").lines().toList();
        assertThat(lines.get(0))
                .startsWith("{\"manifest\":2,\"snapferry\":\"test\",\"prefix\":\"" + ExportFixture.PREFIX + "\"");
        assertThat(lines.get(lines.size() - 1))
                .matches("\\{\"objects\":9,\"complete\":\"[0-9a-f]{64}\",\"sha256\":\"[0-9a-f]{64}\"}");
        assertThat(lines.stream().skip(1).limit(9).map(line -> line.replaceAll(".*?/1620121219/([^\"]*)\".*", "$1")))
                .containsExactly(
                        "iot/readings/metadata.json",
                        "iot/readings/rs0.0.json.gz",
                        "shop/customers/metadata.json",
                        "shop/customers/rs0.0.json.gz",
                        "shop/orders/metadata.json",
                        "shop/orders/rs0.0.json.gz",
                        "shop/returns/metadata.json",
                        "shop/system.js/metadata.json",
                        "shop/system.js/rs0.0.json.gz");
        assertThat(new String(
                        Files.readAllBytes(bucket.resolve(ExportFixture.PREFIX + "/.manifest.jsonl")),
                        StandardCharsets.UTF_8))
                .endsWith("}\n");
    }
}
