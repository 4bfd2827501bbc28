package io.snapferry.benchmarks.processes;

import io.airlift.compress.snappy.SnappyCompressor;
import io.snapferry.wiredtiger.block.BlockCompressor;
import io.snapferry.wiredtiger.block.Decompressor;
import io.snapferry.wiredtiger.directory.DataDirectory;
import io.snapferry.wiredtiger.directory.OpenSettings;
import io.snapferry.wiredtiger.directory.TableFile;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a table in this thread again and again, and its documents with the decompressor alone; by CPU time. */
final class DirectoryReading {
    private static final int ROUNDS = 7;
    private static final int PAGE_BYTES = 32 << 10;

    /** More pieces than this tell nothing new. */
    private static final int MOST_PIECES = 2_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** Something that gives how many bytes it went through. */
    private interface Work {
        long run() throws IOException;
    }

    /** Bytes of documents per second of CPU time; the median of some rounds after the first. */
    double documentsPerSecond(Path directory, String file) throws IOException {
        try (DataDirectory opened = DataDirectory.open(directory, OpenSettings.defaults())) {
            TableFile table = opened.file(file).orElseThrow();
            return median(() -> {
                long bytes = 0;
                try (RecordCursor cursor = opened.records(table)) {
                    while (cursor.next()) {
                        bytes += cursor.value().length();
                    }
                }
                return bytes;
            });
        }
    }

    /** Bytes per second of CPU time out of pieces as large as a page. */
    double snappyPerSecond(Path bson) throws IOException {
        List<byte[]> pieces = pieces(bson);
        byte[] target = new byte[PAGE_BYTES];
        try (Decompressor decompressor = new Decompressor()) {
            return median(() -> {
                for (byte[] piece : pieces) {
                    decompressor.decompress(BlockCompressor.SNAPPY, piece, 0, piece.length, target, 0, PAGE_BYTES);
                }
                return (long) pieces.size() * PAGE_BYTES;
            });
        }
    }

    /** As they stand in a block: a length of eight bytes, then what snappy made. */
    private static List<byte[]> pieces(Path bson) throws IOException {
        SnappyCompressor compressor = new SnappyCompressor();
        List<byte[]> pieces = new ArrayList<>();
        byte[] compressed = new byte[Long.BYTES + compressor.maxCompressedLength(PAGE_BYTES)];
        try (var input = Files.newInputStream(bson)) {
            byte[] page = input.readNBytes(PAGE_BYTES);
            while (page.length == PAGE_BYTES && pieces.size() < MOST_PIECES) {
                int length = compressor.compress(
                        page, 0, PAGE_BYTES, compressed, Long.BYTES, compressed.length - Long.BYTES);
                ByteBuffer.wrap(compressed).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
                pieces.add(Arrays.copyOf(compressed, Long.BYTES + length));
                page = input.readNBytes(PAGE_BYTES);
            }
        }
        return pieces;
    }

    private double median(Work work) throws IOException {
        work.run();
        double[] rates = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long begin = threads.getCurrentThreadCpuTime();
            long bytes = work.run();
            rates[i] = bytes * 1e9 / Math.max(1, threads.getCurrentThreadCpuTime() - begin);
        }
        Arrays.sort(rates);
        return rates[ROUNDS / 2];
    }
}
