package io.snapferry.source.dump;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.source.ChunkRange;
import io.snapferry.source.Namespace;
import io.snapferry.source.ReceivedDocuments;
import io.snapferry.source.SourceException;
import io.snapferry.testing.dump.DumpBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps whose files were cut, changed or taken away. */
class DamagedDumpFolderTest {
    private static final Namespace ORDERS = new Namespace("shop", "orders");

    @TempDir
    Path directory;

    private final DumpBuilder dump = dump().collection("shop", "orders").documents(10);
    private final byte[] documents = dump.documentBytes("shop", "orders");

    @Test
    void refusesADocumentLongerThanItsFile() throws IOException {
        dump.writeFolder(directory);
        int last = lastDocument();
        write(Arrays.copyOf(documents, documents.length - 3));
        assertThatThrownBy(() -> plan(1000))
                .isInstanceOf(SourceException.class)
                .hasMessage(
                        "shop.orders in shop/orders.bson at byte %d: document length %d is more than the %d bytes that are left"
                                .formatted(last, documents.length - last, documents.length - last - 3));
    }

    @Test
    void refusesAFileCutInsideALength() throws IOException {
        dump.writeFolder(directory);
        write(Arrays.copyOf(documents, lastDocument() + 2));
        assertThatThrownBy(() -> plan(1000))
                .isInstanceOf(SourceException.class)
                .hasMessage("shop.orders in shop/orders.bson at byte " + lastDocument()
                        + ": document length is cut, expected 4 bytes, found 2");
    }

    @Test
    void refusesAHugeLength() throws IOException {
        dump.writeFolder(directory);
        byte[] changed = documents.clone();
        changed[lastDocument() + 3] = 0x7f;
        write(changed);
        assertThatThrownBy(() -> plan(1000))
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith(
                        "shop.orders in shop/orders.bson at byte " + lastDocument() + ": document length ")
                .hasMessageEndingWith(" is above the maximum of 50331648");
    }

    @Test
    void refusesANegativeLength() throws IOException {
        dump.writeFolder(directory);
        byte[] changed = documents.clone();
        Arrays.fill(changed, lastDocument(), lastDocument() + 4, (byte) -1);
        write(changed);
        assertThatThrownBy(() -> plan(1000))
                .isInstanceOf(SourceException.class)
                .hasMessage("shop.orders in shop/orders.bson at byte " + lastDocument()
                        + ": document length -1 is below the minimum of 5");
    }

    @Test
    void refusesAFileThatGotShorterSinceItWasOpened() throws IOException {
        DumpFolder folder = DumpFolder.open(dump.writeFolder(directory));
        List<ChunkRange> ranges = folder.chunkRanges(ORDERS, 300);
        write(Arrays.copyOf(documents, lastDocument()));
        assertThatThrownBy(() -> ReceivedDocuments.read(folder, ranges))
                .isInstanceOf(SourceException.class)
                .hasMessage("shop.orders in shop/orders.bson: file has %d bytes, it had %d when the source was opened"
                        .formatted(lastDocument(), documents.length));
    }

    @Test
    void refusesOtherLengthsThanPlanned() throws IOException {
        DumpFolder folder = DumpFolder.open(dump.writeFolder(directory));
        List<ChunkRange> ranges = folder.chunkRanges(ORDERS, 300);
        byte[] changed = documents.clone();
        long first = ranges.get(0).sizeBytes();
        changed[0] = (byte) (first + 1);
        changed[1] = (byte) ((first + 1) >> 8);
        write(changed);
        assertThatThrownBy(() -> ReceivedDocuments.read(folder, ranges))
                .isInstanceOf(SourceException.class)
                .hasMessage(
                        "shop.orders in shop/orders.bson at byte 0: document length %d is more than the %d bytes that are left"
                                .formatted(first + 1, first));
    }

    @Test
    void refusesAnotherNumberOfDocumentsThanPlanned() throws IOException {
        DumpFolder folder = DumpFolder.open(dump.writeFolder(directory));
        List<ChunkRange> ranges = folder.chunkRanges(ORDERS, 300);
        ChunkRange first = ranges.get(0);
        byte[] changed = documents.clone();
        changed[0] = (byte) first.sizeBytes();
        changed[1] = (byte) (first.sizeBytes() >> 8);
        write(changed);
        assertThatThrownBy(() -> ReceivedDocuments.read(folder, ranges))
                .isInstanceOf(SourceException.class)
                .hasMessage("shop.orders in shop/orders.bson at byte %d: range 0 ends with 1 documents, %d were planned"
                        .formatted(first.sizeBytes(), first.documentCount()));
    }

    @Test
    void refusesAFolderThatVanished() throws IOException {
        DumpFolder folder = DumpFolder.open(dump.writeFolder(directory.resolve("dump")));
        List<ChunkRange> ranges = folder.chunkRanges(ORDERS, 300);
        Files.move(directory.resolve("dump"), directory.resolve("elsewhere"));
        String message = "shop.orders in shop/orders.bson: file is gone, it was there when the source was opened";
        assertThatThrownBy(() -> ReceivedDocuments.read(folder, ranges))
                .isInstanceOf(SourceException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> folder.chunkRanges(ORDERS, 300))
                .isInstanceOf(SourceException.class)
                .hasMessage(message);
    }

    @Test
    void refusesAGzipStreamCutInItsData() throws IOException {
        byte[] gzipped = gzip(documents);
        writeGzipped(Arrays.copyOf(gzipped, gzipped.length / 2));
        assertThatThrownBy(() -> plan(300))
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith("shop.orders in shop/orders.bson.gz at byte ")
                .hasMessageEndingWith(": gzip stream is cut, its data does not end");
    }

    @Test
    void refusesAGzipStreamWithAWrongChecksum() throws IOException {
        byte[] gzipped = gzip(documents);
        gzipped[gzipped.length - 8] ^= 1;
        writeGzipped(gzipped);
        assertThatThrownBy(() -> plan(300))
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith(
                        "shop.orders in shop/orders.bson.gz at byte " + documents.length + ": gzip checksum is 0x");
    }

    @Test
    void refusesGarbageBehindAGzipStream() throws IOException {
        writeGzipped(concat(gzip(documents), new byte[] {0, 0}));
        assertThatThrownBy(() -> plan(300))
                .isInstanceOf(SourceException.class)
                .hasMessage("shop.orders in shop/orders.bson.gz at byte " + documents.length
                        + ": garbage after the gzip stream, begins with 0x0000, expected 0x1f8b");
    }

    @Test
    void refusesAFileThatEndsBetweenGzipMembersInsideADocument() throws IOException {
        writeGzipped(gzip(Arrays.copyOf(documents, lastDocument() + 20)));
        assertThatThrownBy(() -> plan(300))
                .isInstanceOf(SourceException.class)
                .hasMessage("shop.orders in shop/orders.bson.gz at byte %d: document of %d bytes is cut, found 20"
                        .formatted(lastDocument(), documents.length - lastDocument()));
    }

    @Test
    void readsConcatenatedGzipMembers() throws Exception {
        writeGzipped(concat(
                gzip(Arrays.copyOf(documents, 100)),
                gzip(Arrays.copyOfRange(documents, 100, documents.length)),
                gzip(new byte[0])));
        DumpFolder folder = DumpFolder.open(directory);
        List<ChunkRange> ranges = folder.chunkRanges(ORDERS, 300);
        assertThat(ReceivedDocuments.read(folder, ranges).bytes(ranges)).isEqualTo(documents);
    }

    @Test
    void verifiesTheGzipChecksumAgainWhenReading() throws IOException {
        byte[] gzipped = gzip(documents);
        writeGzipped(gzipped);
        DumpFolder folder = DumpFolder.open(directory);
        List<ChunkRange> ranges = folder.chunkRanges(ORDERS, 300);
        gzipped[gzipped.length - 8] ^= 1;
        Files.write(directory.resolve("shop/orders.bson.gz"), gzipped);
        assertThatThrownBy(() -> ReceivedDocuments.read(folder, ranges))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("gzip checksum is 0x");
    }

    private int lastDocument() {
        int at = 0;
        int last = 0;
        while (at < documents.length) {
            last = at;
            at += (documents[at] & 0xff) | (documents[at + 1] & 0xff) << 8;
        }
        return last;
    }

    private void write(byte[] bytes) throws IOException {
        Files.write(directory.resolve("shop/orders.bson"), bytes);
    }

    private void writeGzipped(byte[] bytes) throws IOException {
        dump.writeGzippedFolder(directory);
        Files.write(directory.resolve("shop/orders.bson.gz"), bytes);
    }

    private List<ChunkRange> plan(long chunkSizeBytes) throws IOException {
        return DumpFolder.open(directory).chunkRanges(ORDERS, chunkSizeBytes);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }
}
