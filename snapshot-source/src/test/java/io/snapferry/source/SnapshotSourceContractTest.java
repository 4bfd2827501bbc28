package io.snapferry.source;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.snapferry.bson.RawBson;
import io.snapferry.source.encryption.FileKeys;
import io.snapferry.source.location.Sources;
import io.snapferry.testing.dump.DumpBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every source of a dump does, whatever its form. */
abstract class SnapshotSourceContractTest {
    static final Namespace ORDERS = new Namespace("shop", "orders");
    static final Namespace CUSTOMERS = new Namespace("shop", "customers");
    static final Namespace EMPTY = new Namespace("shop", "nothing");

    @TempDir
    Path directory;

    /** Writes the dump in the form that is tested. */
    abstract Path write(DumpBuilder dump, Path directory);

    /** Whether each range can be read by itself. */
    abstract boolean canSeek();

    static DumpBuilder shop() {
        return dump().collection("shop", "orders")
                .documents(40)
                .uuid("00112233445566778899aabbccddeeff")
                .indexes("[{\"v\": 2, \"key\": {\"_id\": 1}, \"name\": \"_id_\"},"
                        + " {\"v\": 2, \"key\": {\"z\": 1.0, \"a\": -1}, \"name\": \"z_1_a_-1\"}]")
                .collection("shop", "customers")
                .documents(25)
                .options("{\"capped\": true, \"size\": {\"$numberLong\": \"4096\"}}")
                .collection("shop", "nothing")
                .view("shop", "big orders", "orders")
                .timeSeries("metrics", "weather")
                .documents(7)
                .collection("metrics", "naïve/50%.é")
                .documents(3)
                .multiplexed(4);
    }

    /** With which what was written can be read. */
    FileKeys keys() {
        return FileKeys.NONE;
    }

    private SnapshotSource open(DumpBuilder dump) throws IOException {
        return Sources.open(write(dump, directory), keys());
    }

    @Test
    void listsAllCollectionsByNamespace() throws IOException {
        try (SnapshotSource source = open(shop())) {
            assertThat(source.collections())
                    .extracting(CollectionMetadata::namespace, CollectionMetadata::kind)
                    .containsExactly(
                            tuple(new Namespace("metrics", "naïve/50%.é"), CollectionKind.COLLECTION),
                            tuple(new Namespace("metrics", "weather"), CollectionKind.TIME_SERIES),
                            tuple(new Namespace("shop", "big orders"), CollectionKind.VIEW),
                            tuple(CUSTOMERS, CollectionKind.COLLECTION),
                            tuple(EMPTY, CollectionKind.COLLECTION),
                            tuple(ORDERS, CollectionKind.COLLECTION));
        }
    }

    @Test
    void keepsOptionsAndIndexesInTheirOrder() throws IOException {
        try (SnapshotSource source = open(shop())) {
            assertThat(json(metadata(source, CUSTOMERS).options())).isEqualTo("{\"capped\": true, \"size\": 4096}");
            assertThat(json(metadata(source, ORDERS).indexes()))
                    .isEqualTo("{\"0\": {\"v\": 2, \"key\": {\"_id\": 1}, \"name\": \"_id_\"},"
                            + " \"1\": {\"v\": 2, \"key\": {\"z\": 1.0, \"a\": -1}, \"name\": \"z_1_a_-1\"}}");
            assertThat(metadata(source, ORDERS).options().isEmpty()).isTrue();
            assertThat(metadata(source, ORDERS).uuidHex()).contains("00112233445566778899aabbccddeeff");
            assertThat(metadata(source, CUSTOMERS).uuidHex()).isEmpty();
        }
    }

    @Test
    void tellsTheVersionsOfServerAndTool() throws IOException {
        try (SnapshotSource source = open(shop().versions("6.0.5", "100.7.0"))) {
            assertThat(source.description().serverVersion()).contains("6.0.5");
            assertThat(source.description().toolVersion()).contains("100.7.0");
            assertThat(source.description().notices()).isEmpty();
        }
    }

    @Test
    void noticesAnOplogThatIsNotApplied() throws IOException {
        try (SnapshotSource source = open(shop().oplog(3))) {
            assertThat(source.description().notices())
                    .singleElement()
                    .asString()
                    .contains("oplog", "not applied", "as it was read during the dump");
            assertThat(source.collections())
                    .noneMatch(c -> c.namespace().collection().contains("oplog"));
            assertThat(source.chunkRanges(ORDERS, 1000)).isNotEmpty();
        }
    }

    @Test
    void endsARangeWithTheDocumentThatBringsItToTheChunkSize() throws IOException {
        DumpBuilder dump = dump().collection("shop", "orders");
        for (int i = 0; i < 5; i++) {
            dump.rawDocument(new byte[] {5, 0, 0, 0, 0});
        }
        try (SnapshotSource source = open(dump)) {
            assertThat(source.chunkRanges(ORDERS, 9))
                    .containsExactly(
                            new ChunkRange(ORDERS, 0, 0, 2, 0, 10),
                            new ChunkRange(ORDERS, 1, 2, 2, 10, 10),
                            new ChunkRange(ORDERS, 2, 4, 1, 20, 5));
            assertThat(source.chunkRanges(ORDERS, 10)).hasSize(3);
            assertThat(source.chunkRanges(ORDERS, 11)).hasSize(2);
            assertThat(source.chunkRanges(ORDERS, 1)).hasSize(5);
            assertThat(source.chunkRanges(ORDERS, Long.MAX_VALUE))
                    .containsExactly(new ChunkRange(ORDERS, 0, 0, 5, 0, 25));
        }
    }

    @Test
    void givesNoRangesForAnEmptyCollectionOrAView() throws IOException {
        try (SnapshotSource source = open(shop())) {
            assertThat(source.chunkRanges(EMPTY, 100)).isEmpty();
            assertThat(source.chunkRanges(new Namespace("shop", "big orders"), 100))
                    .isEmpty();
            assertThat(source.passes(List.of())).isEmpty();
        }
    }

    @Test
    void deliversEveryDocumentOfEveryCollection() throws Exception {
        DumpBuilder dump = shop();
        try (SnapshotSource source = open(dump)) {
            List<ChunkRange> ranges = allRanges(source, 500);
            ReceivedDocuments received = ReceivedDocuments.read(source, ranges);
            assertThat(received.finished()).containsExactlyInAnyOrderElementsOf(ranges);
            for (CollectionMetadata collection : source.collections()) {
                Namespace namespace = collection.namespace();
                assertThat(received.bytes(source.chunkRanges(namespace, 500)))
                        .isEqualTo(dump.documentBytes(namespace.database(), namespace.collection()));
            }
        }
    }

    @Test
    void deliversOnlyTheRangesThatAreWanted() throws Exception {
        DumpBuilder dump = shop();
        try (SnapshotSource source = open(dump)) {
            List<ChunkRange> orders = source.chunkRanges(ORDERS, 500);
            List<ChunkRange> customers = source.chunkRanges(CUSTOMERS, 500);
            List<ChunkRange> wanted = List.of(orders.get(3), customers.get(1), orders.get(1));
            ReceivedDocuments received = ReceivedDocuments.read(source, wanted);
            assertThat(received.finished()).containsExactlyInAnyOrderElementsOf(wanted);
            byte[] all = dump.documentBytes("shop", "orders");
            ChunkRange third = orders.get(3);
            assertThat(received.bytes(third)).isEqualTo(Arrays.copyOfRange(all, (int) third.byteOffset(), (int)
                    (third.byteOffset() + third.sizeBytes())));
        }
    }

    @Test
    void makesAPassPerRangeWhenItCanSeek() throws IOException {
        try (SnapshotSource source = open(shop())) {
            List<ChunkRange> ranges = source.chunkRanges(ORDERS, 500);
            List<ReadPass> passes = source.passes(ranges);
            assertThat(passes).hasSize(canSeek() ? ranges.size() : 1);
            assertThat(passes.stream().flatMap(pass -> pass.ranges().stream())).containsExactlyElementsOf(ranges);
        }
    }

    @Test
    void ordersPassesByRangeNotByHowTheyWereAskedFor() throws IOException {
        try (SnapshotSource source = open(shop())) {
            List<ChunkRange> ranges = new ArrayList<>(source.chunkRanges(ORDERS, 500));
            List<ChunkRange> ordered = List.copyOf(ranges);
            ranges.sort(Comparator.comparingInt(ChunkRange::number).reversed());
            assertThat(source.passes(ranges).stream().flatMap(pass -> pass.ranges().stream()))
                    .containsExactlyElementsOf(ordered);
        }
    }

    @Test
    void readsDocumentsThatAreLargerThanABlock() throws Exception {
        String large = "{\"_id\": 1, \"text\": \"" + "y".repeat(3_000_000) + "\"}";
        DumpBuilder dump = dump().collection("shop", "orders")
                .documents(2)
                .document(large)
                .documents(2)
                .document(large);
        try (SnapshotSource source = open(dump)) {
            List<ChunkRange> ranges = source.chunkRanges(ORDERS, 1_000_000);
            assertThat(ranges).hasSize(2);
            assertThat(ReceivedDocuments.read(source, ranges).bytes(ranges))
                    .isEqualTo(dump.documentBytes("shop", "orders"));
        }
    }

    @Test
    void refusesADocumentThatDoesNotEndWithZero() throws IOException {
        DumpBuilder dump = dump().collection("shop", "orders").documents(2).rawDocument(new byte[] {5, 0, 0, 0, 7});
        try (SnapshotSource source = open(dump)) {
            assertThatThrownBy(() -> ReceivedDocuments.read(source, source.chunkRanges(ORDERS, 100)))
                    .isInstanceOf(SourceException.class)
                    .hasMessageStartingWith("shop.orders in ")
                    .hasMessageEndingWith("document of 5 bytes ends with 0x07, expected 0x00");
        }
    }

    @Test
    void refusesADocumentLengthBelowTheMinimum() throws IOException {
        DumpBuilder dump = dump().collection("shop", "orders").documents(2).rawDocument(new byte[] {4, 0, 0, 0});
        try (SnapshotSource source = open(dump)) {
            assertThatThrownBy(() -> source.chunkRanges(ORDERS, 100))
                    .isInstanceOf(SourceException.class)
                    .hasMessageStartingWith("shop.orders in ")
                    .hasMessageContaining(" at byte ")
                    .hasMessageEndingWith("document length 4 is below the minimum of 5");
        }
    }

    @Test
    void stopsWhenTheThreadIsInterrupted() throws IOException {
        try (SnapshotSource source = open(shop())) {
            List<ReadPass> passes = source.passes(source.chunkRanges(ORDERS, 500));
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> passes.get(0).read(new ReceivedDocuments()))
                    .isInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    @Test
    void refusesANamespaceThatIsNotThere() throws IOException {
        try (SnapshotSource source = open(shop())) {
            assertThatThrownBy(() -> source.chunkRanges(new Namespace("shop", "absent"), 100))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("not a collection of this source: shop.absent");
        }
    }

    @Test
    void knowsNoSizeOrKnowsTheRightOne() throws IOException {
        try (SnapshotSource source = open(shop())) {
            Optional<Long> size = metadata(source, ORDERS).sizeBytes();
            long real = source.chunkRanges(ORDERS, Long.MAX_VALUE).get(0).sizeBytes();
            assertThat(size.orElse(real)).isEqualTo(real);
        }
    }

    static List<ChunkRange> allRanges(SnapshotSource source, long chunkSizeBytes) throws IOException {
        List<ChunkRange> ranges = new ArrayList<>();
        for (CollectionMetadata collection : source.collections()) {
            ranges.addAll(source.chunkRanges(collection.namespace(), chunkSizeBytes));
        }
        return ranges;
    }

    static CollectionMetadata metadata(SnapshotSource source, Namespace namespace) throws IOException {
        return source.collections().stream()
                .filter(collection -> collection.namespace().equals(namespace))
                .findFirst()
                .orElseThrow();
    }

    static String json(RawBson document) {
        return new RawBsonDocument(document.toByteArray()).toJson();
    }
}
