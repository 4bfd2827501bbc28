package io.snapferry.source.dump;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.snapferry.source.ChunkRange;
import io.snapferry.source.Namespace;
import io.snapferry.source.SourceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans of files whose documents are jumped over. The files are sparse: only lengths and last bytes are in them. */
class LargeDocumentsPlanTest {
    private static final Namespace ORDERS = new Namespace("shop", "orders");
    private static final int SIXTEEN_MEGABYTES = 16 << 20;
    private static final long HUNDRED_GIGABYTES = 100L << 30;

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void writeDump() {
        dump().collection("shop", "orders").documents(1).writeFolder(directory);
        file = directory.resolve("shop/orders.bson");
    }

    @Test
    void rangesAreThoseOfTheDocumentsLengthsWhetherTheyAreJumpedOverOrRead() throws Exception {
        Random random = new Random(1);
        List<Integer> lengths = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int scale = 1 << (3 + random.nextInt(19));
            lengths.add(5 + scale + random.nextInt(scale));
        }
        write(lengths);
        List<ChunkRange> expected = new ArrayList<>();
        long offset = 0;
        long bytes = 0;
        long documentOffset = 0;
        for (int i = 0; i < lengths.size(); i++) {
            bytes += lengths.get(i);
            if (bytes >= 3_000_000 || i == lengths.size() - 1) {
                long documents = i + 1 - documentOffset;
                expected.add(new ChunkRange(ORDERS, expected.size(), documentOffset, documents, offset, bytes));
                documentOffset += documents;
                offset += bytes;
                bytes = 0;
            }
        }
        assertThat(plan(3_000_000)).isEqualTo(expected);
    }

    @Test
    void planningAHundredGigabytesOfLargeDocumentsReadsLittle() throws Exception {
        assumeTrue(hasSparseFiles(), "this file system has no sparse files");
        int count = (int) (HUNDRED_GIGABYTES / SIXTEEN_MEGABYTES);
        write(Collections.nCopies(count, SIXTEEN_MEGABYTES));
        long before = System.nanoTime();
        assertThat(plan(128 << 20)).hasSize(count / 8);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    }

    /** Tried with a small file: without holes the large one would fill the disk. */
    private boolean hasSparseFiles() throws IOException {
        long free = Files.getFileStore(file).getUsableSpace();
        write(Collections.nCopies(32, SIXTEEN_MEGABYTES));
        return Files.getFileStore(file).getUsableSpace() > free - (256L << 20);
    }

    @Test
    void refusesALargeDocumentWithoutItsLastByte() throws Exception {
        write(List.of(1_000_000, 2_000_000));
        set(2_999_999, 7);
        assertThatThrownBy(() -> plan(1000))
                .isInstanceOf(SourceException.class)
                .hasMessage("shop.orders in shop/orders.bson at byte 2999999: document of 2000000 bytes ends with 0x07,"
                        + " expected 0x00");
    }

    @Test
    void refusesALargeDocumentLongerThanItsFile() throws Exception {
        write(List.of(1_000_000, 2_000_000));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(2_500_000);
        }
        assertThatThrownBy(() -> plan(1000))
                .isInstanceOf(SourceException.class)
                .hasMessage("shop.orders in shop/orders.bson at byte 1000000: document length 2000000 is more than the"
                        + " 1500000 bytes that are left");
    }

    @Test
    void refusesWhatFollowsALargeDocumentAndIsNone() throws Exception {
        write(List.of(1_000_000, 2_000_000));
        set(1_000_003, 0x7f);
        assertThatThrownBy(() -> plan(1000))
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith("shop.orders in shop/orders.bson at byte 1000000: document length ")
                .hasMessageEndingWith(" is above the maximum of 50331648");
    }

    private List<ChunkRange> plan(long chunkSizeBytes) throws IOException {
        try (DumpFolder folder = DumpFolder.open(directory)) {
            return folder.chunkRanges(ORDERS, chunkSizeBytes);
        }
    }

    private void write(List<Integer> lengths) throws IOException {
        Files.delete(file);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            long position = 0;
            for (int length : lengths) {
                channel.write(int32(length), position);
                position += length;
            }
            channel.write(ByteBuffer.allocate(1), position - 1);
        }
    }

    private void set(long position, int value) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {(byte) value}), position);
        }
    }

    private static ByteBuffer int32(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .flip();
    }
}
