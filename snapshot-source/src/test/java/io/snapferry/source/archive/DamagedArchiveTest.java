package io.snapferry.source.archive;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.source.ChunkRange;
import io.snapferry.source.CollectionKind;
import io.snapferry.source.Namespace;
import io.snapferry.source.ReceivedDocuments;
import io.snapferry.source.SnapshotSource;
import io.snapferry.source.SourceException;
import io.snapferry.source.location.Sources;
import io.snapferry.testing.dump.ArchiveBytes;
import io.snapferry.testing.dump.DumpBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that break a rule of their format, each in one way. */
class DamagedArchiveTest {
    private static final Namespace ORDERS = new Namespace("shop", "orders");
    private static final byte[] FIRST = {12, 0, 0, 0, 0x10, 'a', 0, 1, 0, 0, 0, 0};
    private static final byte[] SECOND = {12, 0, 0, 0, 0x10, 'a', 0, 2, 0, 0, 0, 0};

    @TempDir
    Path directory;

    private static ArchiveBytes begun() {
        return new ArchiveBytes()
                .begin("7.0.16", "100.11.0", 4)
                .announce("shop", "orders", "", "")
                .terminator();
    }

    @Test
    void readsDocumentsOfSeveralSegments() throws Exception {
        SnapshotSource source = open(begun().segment("shop", "orders", List.of(FIRST))
                .segment("shop", "orders", List.of())
                .segment("shop", "orders", List.of(SECOND))
                .endMark("shop", "orders", List.of(FIRST, SECOND)));
        List<ChunkRange> ranges = source.chunkRanges(ORDERS, 13);
        assertThat(ranges).containsExactly(new ChunkRange(ORDERS, 0, 0, 2, 0, 24));
        assertThat(ReceivedDocuments.read(source, ranges).bytes(ranges)).hasSize(24);
    }

    @Test
    void refusesAWrongChecksum() throws IOException {
        ArchiveBytes archive = begun().segment("shop", "orders", List.of(FIRST));
        int endMark = archive.size();
        assertIndexRefused(
                archive.endMark("shop", "orders", 0x1234),
                "shop.orders in a.archive at byte " + endMark
                        + ": archive's checksum is 0x0000000000001234, the documents give 0x");
    }

    @Test
    void refusesAMissingEndMark() throws IOException {
        ArchiveBytes archive = begun().segment("shop", "orders", List.of(FIRST));
        assertIndexRefused(
                archive,
                "shop.orders in a.archive at byte " + archive.size()
                        + ": archive ends without the namespace's end mark");
    }

    @Test
    void refusesAnAnnouncedNamespaceThatNeverComes() throws IOException {
        ArchiveBytes archive = begun();
        assertIndexRefused(
                archive,
                "shop.orders in a.archive at byte " + archive.size()
                        + ": archive ends without the namespace, which its prelude announces");
    }

    @Test
    void refusesAnArchiveCutInsideADocument() throws IOException {
        ArchiveBytes archive = begun().segment("shop", "orders", List.of(FIRST, SECOND));
        int second = archive.size() - 4 - SECOND.length;
        assertIndexRefused(
                new ArchiveBytes().raw(Arrays.copyOf(archive.toByteArray(), second + 7)),
                "shop.orders in a.archive at byte " + second + ": document of 12 bytes is cut, found 7");
    }

    @Test
    void refusesAnArchiveCutBeforeATerminator() throws IOException {
        ArchiveBytes archive = begun().segment("shop", "orders", List.of(FIRST));
        int terminator = archive.size() - 4;
        assertIndexRefused(
                new ArchiveBytes().raw(Arrays.copyOf(archive.toByteArray(), terminator)),
                "shop.orders in a.archive at byte " + terminator
                        + ": document length is cut, expected 4 bytes, found 0");
    }

    @Test
    void refusesANamespaceThatWasNotAnnounced() throws IOException {
        ArchiveBytes archive = begun();
        int block = archive.size();
        assertIndexRefused(
                archive.segment("shop", "extra", List.of(FIRST)),
                "a.archive at byte " + block
                        + ": block of \"shop.extra\", which the archive's prelude does not announce");
    }

    @Test
    void refusesABlockBehindTheEndMark() throws IOException {
        ArchiveBytes archive = begun().endMark("shop", "orders", List.of());
        int block = archive.size();
        assertIndexRefused(
                archive.segment("shop", "orders", List.of(FIRST)),
                "shop.orders in a.archive at byte " + block + ": block behind the namespace's end mark");
    }

    @Test
    void refusesDocumentsInTheBlockOfAnEndMark() throws IOException {
        ArchiveBytes archive = begun().endMark("shop", "orders", List.of());
        byte[] withoutTerminator = Arrays.copyOf(archive.toByteArray(), archive.size() - 4);
        assertIndexRefused(
                new ArchiveBytes().raw(withoutTerminator).raw(FIRST).terminator(),
                "shop.orders in a.archive at byte " + withoutTerminator.length
                        + ": terminator is missing behind the namespace's end mark");
    }

    @Test
    void refusesConsecutiveTerminators() throws IOException {
        ArchiveBytes archive = begun().segment("shop", "orders", List.of(FIRST));
        assertIndexRefused(
                archive.terminator(),
                "a.archive at byte " + (archive.size() - 4) + ": document length -1 is below the minimum of 5");
    }

    @Test
    void refusesDocumentsInAView() throws IOException {
        ArchiveBytes archive = new ArchiveBytes()
                .begin("7.0.16", "100.11.0", 4)
                .announce("shop", "orders", "{\"options\":{\"viewOn\":\"x\",\"pipeline\":[]}}", "view")
                .terminator()
                .segment("shop", "orders", List.of(FIRST));
        assertIndexRefused(
                archive,
                "shop.orders in a.archive at byte " + (archive.size() - 16) + ": a view has documents, expected none");
    }

    @Test
    void acceptsAViewThatIsAnnouncedAndHasNoBlock() throws IOException {
        SnapshotSource source = open(new ArchiveBytes()
                .begin("3.4.0", "3.4.0", 4)
                .announce("shop", "orders", "{\"options\":{\"viewOn\":\"x\",\"pipeline\":[]}}", "")
                .terminator());
        assertThat(source.collections().get(0).kind()).isEqualTo(CollectionKind.VIEW);
        assertThat(source.chunkRanges(ORDERS, 100)).isEmpty();
    }

    @Test
    void readsATimeSeriesOfAServerThatKeepsItUnderItsOwnName() throws Exception {
        SnapshotSource source = open(new ArchiveBytes()
                .begin("8.3.0", "100.14.0", 4)
                .announce("shop", "orders", "", "timeseries")
                .terminator()
                .segment("shop", "orders", List.of(FIRST))
                .endMark("shop", "orders", List.of(FIRST)));
        assertThat(source.collections().get(0).kind()).isEqualTo(CollectionKind.TIME_SERIES);
        assertThat(source.chunkRanges(ORDERS, 100)).hasSize(1);
    }

    @Test
    void refusesOneTimeSeriesUnderTwoNames() throws IOException {
        ArchiveBytes archive = new ArchiveBytes()
                .begin("8.3.0", "100.14.0", 4)
                .announce("shop", "orders", "", "timeseries")
                .terminator()
                .segment("shop", "orders", List.of(FIRST));
        int block = archive.size();
        assertIndexRefused(
                archive.segment("shop", "system.buckets.orders", List.of(FIRST)),
                "shop.orders in a.archive at byte " + block
                        + ": documents of one collection lie under two names, \"shop.orders\" and \"shop.system.buckets.orders\"");
    }

    @Test
    void refusesANamespaceAnnouncedTwice() {
        ArchiveBytes archive = new ArchiveBytes().begin("7.0.16", "100.11.0", 4).announce("shop", "orders", "", "");
        int entry = archive.size();
        assertOpenRefused(
                archive.announce("shop", "orders", "", "").terminator(),
                "a.archive at byte " + entry + ": shop.orders is announced twice");
    }

    @Test
    void refusesHostileNames() {
        ArchiveBytes archive = new ArchiveBytes().begin("7.0.16", "100.11.0", 4);
        int entry = archive.size();
        assertOpenRefused(
                archive.announce("a.b", "orders", "", "").terminator(),
                "a.archive at byte " + entry + ": not a database name: \"a.b\"");
    }

    @Test
    void refusesMalformedMetadataWithTheEntrysPosition() {
        ArchiveBytes archive = new ArchiveBytes().begin("7.0.16", "100.11.0", 4);
        int entry = archive.size();
        assertOpenRefused(
                archive.announce("shop", "orders", "{\"options\": 1}", "").terminator(),
                "shop.orders in a.archive at byte " + entry
                        + ": metadata field options is of type INT32, expected DOCUMENT");
    }

    @Test
    void refusesAnotherFormatVersion() {
        assertOpenRefused(
                new ArchiveBytes()
                        .raw(new byte[] {0x6d, (byte) 0xe2, (byte) 0x99, (byte) 0x81})
                        .document(new BsonDocument("version", new BsonString("0.2")))
                        .terminator(),
                "a.archive at byte 4: archive format version is 0.2, expected 0.1");
    }

    @Test
    void refusesAHeaderOfAnotherForm() {
        ArchiveBytes archive = new ArchiveBytes().raw(new byte[] {0x6d, (byte) 0xe2, (byte) 0x99, (byte) 0x81});
        assertOpenRefused(
                archive.document(new BsonDocument("version", new BsonDouble(1))),
                "a.archive at byte 4: header field \"version\" has the unexpected BSON type 0x01");
    }

    @Test
    void refusesAStringLengthThatWouldFillTheMemory() {
        byte[] header = {
            22,
            0,
            0,
            0,
            2,
            'v',
            'e',
            'r',
            's',
            'i',
            'o',
            'n',
            0,
            (byte) 0xff,
            (byte) 0xff,
            (byte) 0xff,
            0x7f,
            0,
            0,
            0,
            0,
            0
        };
        assertOpenRefused(
                new ArchiveBytes()
                        .raw(new byte[] {0x6d, (byte) 0xe2, (byte) 0x99, (byte) 0x81})
                        .raw(header),
                "a.archive at byte 4: header field \"version\" has the string length 2147483647, expected 1 to 4");
    }

    @Test
    void refusesAHeaderWithTooManyFields() {
        BsonDocument header = new BsonDocument();
        for (int i = 0; i < 100; i++) {
            header.append("f" + i, new BsonInt32(i));
        }
        assertOpenRefused(
                new ArchiveBytes()
                        .raw(new byte[] {0x6d, (byte) 0xe2, (byte) 0x99, (byte) 0x81})
                        .document(header),
                "a.archive at byte 4: header has more than 64 fields");
    }

    @Test
    void namesThePositionInTheArchiveOfABadDocument() throws Exception {
        DumpBuilder dump = dump().collection("shop", "orders")
                .documents(20)
                .collection("shop", "customers")
                .documents(20)
                .multiplexed(3);
        byte[] archive = dump.archiveBytes();
        Path plain = dump.writeArchive(directory.resolve("a.archive"));
        Path gzipped = dump.writeGzippedArchive(directory.resolve("a.archive.gz"));
        for (Path path : List.of(plain, gzipped)) {
            SnapshotSource source = Sources.open(path);
            byte[] documents = dump.documentBytes("shop", "orders");
            for (ChunkRange range : source.chunkRanges(ORDERS, 400)) {
                long inRange = range.sizeBytes() - 40;
                SourceException bad = source.badDocument(range, inRange, "bad");
                int position = (int) bad.position().getAsLong();
                int inNamespace = (int) (range.byteOffset() + inRange);
                assertThat(archive[position]).isEqualTo(documents[inNamespace]);
                assertThat(bad).hasMessage("shop.orders in " + path.getFileName() + " at byte " + position + ": bad");
            }
        }
    }

    @Test
    void verifiesTheChecksumAgainWhenReading() throws IOException {
        byte[] bytes = begun().segment("shop", "orders", List.of(FIRST, SECOND))
                .endMark("shop", "orders", List.of(FIRST, SECOND))
                .toByteArray();
        SnapshotSource source = open(new ArchiveBytes().raw(bytes));
        List<ChunkRange> ranges = source.chunkRanges(ORDERS, 1);
        assertThat(ranges).hasSize(2);
        int second = indexOf(bytes, SECOND);
        bytes[second + 7] = 99;
        Files.write(directory.resolve("a.archive"), bytes);
        assertThatThrownBy(() -> ReceivedDocuments.read(source, ranges.subList(1, 2)))
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith("shop.orders in a.archive at byte " + (second + SECOND.length)
                        + ": checksum of the namespace up to here is 0x");
    }

    @Test
    void refusesAGzippedArchiveThatIsCut() throws IOException {
        Path file = dump().collection("shop", "orders").documents(500).writeGzippedArchive(directory.resolve("a.gz"));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        SnapshotSource source = Sources.open(file);
        assertThatThrownBy(() -> source.chunkRanges(ORDERS, 1000))
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith("shop.orders in a.gz at byte ")
                .hasMessageEndingWith(": gzip stream is cut, its data does not end");
    }

    @Test
    void refusesAGzippedArchiveWithGarbageBehindIt() throws IOException {
        Path file = directory.resolve("a.gz");
        try (var out = Files.newOutputStream(file)) {
            GZIPOutputStream gzip = new GZIPOutputStream(out);
            gzip.write(begun().endMark("shop", "orders", List.of()).toByteArray());
            gzip.finish();
            out.write('x');
        }
        SnapshotSource source = Sources.open(file);
        assertThatThrownBy(() -> source.chunkRanges(ORDERS, 1000)).isInstanceOf(SourceException.class);
    }

    @Test
    void refusesAnArchiveThatVanished() throws IOException {
        SnapshotSource source = open(begun().endMark("shop", "orders", List.of()));
        Files.delete(directory.resolve("a.archive"));
        assertThatThrownBy(() -> source.chunkRanges(ORDERS, 1000))
                .isInstanceOf(SourceException.class)
                .hasMessage("a.archive: file is gone, it was there when the source was opened");
    }

    @Test
    void refusesARangeOfAnotherPlan() throws IOException {
        SnapshotSource source =
                open(begun().segment("shop", "orders", List.of(FIRST)).endMark("shop", "orders", List.of(FIRST)));
        assertThatThrownBy(() -> source.passes(List.of(new ChunkRange(ORDERS, 0, 0, 1, 0, 12))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a range that this source gave: shop.orders number 0");
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int at = 0; at + part.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        throw new AssertionError("not there");
    }

    private SnapshotSource open(ArchiveBytes archive) throws IOException {
        return Sources.open(Files.write(directory.resolve("a.archive"), archive.toByteArray()));
    }

    private void assertIndexRefused(ArchiveBytes archive, String message) throws IOException {
        SnapshotSource source = open(archive);
        assertThatThrownBy(() -> source.chunkRanges(ORDERS, 1000))
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith(message);
    }

    private void assertOpenRefused(ArchiveBytes archive, String message) {
        assertThatThrownBy(() -> open(archive))
                .isInstanceOf(SourceException.class)
                .hasMessage(message);
    }
}
