package io.snapferry.wiredtiger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.block.BlockCompressor;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each byte of a journal is changed, one at a time. */
class JournalDamageTest {
    private static final int TABLE = 7;
    private static final Map<String, String> BASE = Map.of("a", "base", "k", "base");
    private static final int[] MASKS = {0x01, 0xff};

    /** Of the bytes between records, which nobody reads, so many are passed over. */
    private static final int PADDING_STEP = 16;

    @TempDir
    private Path directory;

    /** A journal of one file, where its records begin, and what the table holds after each of them. */
    private record Sample(LogFile file, List<Integer> begins, List<Map<String, String>> states) {
        static Sample of(BlockCompressor compressor) {
            Sample sample = new Sample(LogFile.ofVersion(1, 5), new ArrayList<>(List.of(0)), new ArrayList<>());
            sample.begins().add((int) sample.file().position().offset());
            sample.file().previous(new LogSequenceNumber(1, 0)).compressedBy(compressor);
            sample.states().add(BASE);
            sample.commit(
                    Map.of("a", "base", "b", "1", "k", "base"),
                    LogOperation.put(TABLE, "b", "1"),
                    LogOperation.put(TABLE + 1, "b", "2"));
            sample.commit(
                    Map.of("a", "bXXX", "b", "1"),
                    LogOperation.modify(TABLE, "a", new LogModification().replace(1, 3, "XXX")),
                    LogOperation.remove(TABLE, "k"));
            sample.commit(
                    Map.of("b", "1", "c", "value ".repeat(40)),
                    LogOperation.put(TABLE, "c", "value ".repeat(40)),
                    LogOperation.truncateBetween(TABLE, "a", "aa"));
            sample.commit(Map.of("d", "4"), LogOperation.truncateAll(TABLE), LogOperation.put(TABLE, "d", "4"));
            sample.file().zeros(256);
            return sample;
        }

        private void commit(Map<String, String> state, LogOperation... operations) {
            begins.add((int) file.position().offset());
            file.commit(operations);
            states.add(state);
        }

        /** Of the bytes that are changed. */
        List<Integer> offsets() {
            byte[] bytes = file.toByteArray();
            List<Integer> offsets = new ArrayList<>();
            for (int offset = 0; offset < bytes.length; offset++) {
                int begin = beginOfRecordAt(offset);
                if (offset < begin + length(bytes, begin) || offset % PADDING_STEP == 0) {
                    offsets.add(offset);
                }
            }
            return offsets;
        }

        static long length(byte[] bytes, int begin) {
            return Integer.toUnsignedLong(
                    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(begin));
        }

        int beginOfRecordAt(int offset) {
            return begins.stream().filter(begin -> begin <= offset).reduce(0, (first, second) -> second);
        }
    }

    private Optional<Map<String, String>> read(Sample sample, byte[] bytes) throws IOException {
        sample.file().writeTo(directory, bytes);
        try (Changes changes = Changes.read(
                        Journal.of(directory),
                        new LogSequenceNumber(1, 0),
                        (fileId, position) -> fileId == TABLE,
                        1 << 16,
                        directory);
                RecordCursor cursor = changes.over(new MemoryTable(BASE), TABLE, false)) {
            return Optional.of(MemoryTable.read(cursor));
        } catch (WiredTigerFormatException e) {
            return Optional.empty();
        }
    }

    @Test
    void theSampleIsReadWhole() throws IOException {
        Sample sample = Sample.of(BlockCompressor.NONE);
        assertThat(read(sample, sample.file().toByteArray())).contains(Map.of("d", "4"));
    }

    @ParameterizedTest
    @EnumSource(
            value = BlockCompressor.class,
            names = {"NONE", "SNAPPY"})
    void aChangedByteIsRefusedOrEndsTheJournalAtItsRecord(BlockCompressor compressor) throws IOException {
        Sample sample = Sample.of(compressor);
        byte[] whole = sample.file().toByteArray();
        for (int offset : sample.offsets()) {
            for (int mask : MASKS) {
                byte[] bytes = whole.clone();
                bytes[offset] ^= (byte) mask;
                Optional<Map<String, String>> found = read(sample, bytes);
                if (found.isPresent()) {
                    assertThat(sample.states()).as("byte %d", offset).contains(found.get());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(BlockCompressor.class)
    void aChangedByteUnderARightChecksumIsRefusedOrGivesOtherData(BlockCompressor compressor) throws IOException {
        Sample sample = Sample.of(compressor);
        byte[] whole = sample.file().toByteArray();
        int readable = 0;
        for (int offset : sample.offsets()) {
            for (int mask : MASKS) {
                byte[] bytes = whole.clone();
                bytes[offset] ^= (byte) mask;
                int begin = sample.beginOfRecordAt(offset);
                long length = Sample.length(bytes, begin);
                if (length >= LogFile.HEADER_BYTES && length <= bytes.length - begin) {
                    LogFile.seal(bytes, begin, (int) length);
                }
                if (read(sample, bytes).isPresent()) {
                    readable++;
                }
            }
        }
        assertThat(readable).isPositive();
    }

    @Test
    void anyCutOfAFileEndsTheJournalOrIsRefused() throws IOException {
        Sample sample = Sample.of(BlockCompressor.NONE);
        byte[] whole = sample.file().toByteArray();
        for (int length = 0; length < whole.length; length++) {
            Optional<Map<String, String>> found = read(sample, Arrays.copyOf(whole, length));
            if (found.isPresent()) {
                assertThat(sample.states()).contains(found.get());
            }
        }
    }
}
