package io.snapferry.wiredtiger.journal;

import io.airlift.compress.Compressor;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.zstd.ZstdCompressor;
import io.snapferry.wiredtiger.block.BlockCompressor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;

/** One file of a journal, written record by record. */
final class LogFile {
    static final int ALIGNMENT = 128;
    static final int HEADER_BYTES = 16;
    static final int COMPRESSED = 1;
    static final int ENCRYPTED = 2;

    private static final int NEWEST_VERSION = 5;

    private final long number;
    private final LogBytes out = new LogBytes();
    private BlockCompressor compressor = BlockCompressor.NONE;

    private LogFile(long number) {
        this.number = number;
    }

    /** A file of the newest version that begins a run of the server. */
    static LogFile first(long number) {
        return following(number, new LogSequenceNumber(1, 0));
    }

    /** A file of the newest version that follows another one. */
    static LogFile following(long number, LogSequenceNumber end) {
        return ofVersion(number, NEWEST_VERSION).previous(end);
    }

    /** Has only the record that describes it. */
    static LogFile ofVersion(long number, int version) {
        return withDescription(
                number,
                new LogBytes()
                        .int32(0x101064)
                        .int16(version)
                        .int16(0)
                        .int64(100 << 20)
                        .toByteArray());
    }

    static LogFile withDescription(long number, byte[] description) {
        return new LogFile(number).record(description);
    }

    /** The system record that tells where the file before ends. */
    LogFile previous(LogSequenceNumber end) {
        LogOperation operation =
                LogOperation.of(8, fields -> fields.packed(end.file()).packed(end.offset()));
        return record(new LogBytes().packed(4).raw(operation.bytes()).toByteArray());
    }

    /** Compresses the records that follow. */
    LogFile compressedBy(BlockCompressor next) {
        compressor = next;
        return this;
    }

    /** A transaction. */
    LogFile commit(LogOperation... operations) {
        LogBytes payload = new LogBytes().packed(1).packed(4711);
        for (LogOperation operation : operations) {
            payload.raw(operation.bytes());
        }
        return record(payload.toByteArray());
    }

    /** Any record. */
    LogFile record(byte[] payload) {
        if (compressor == BlockCompressor.NONE) {
            return record(0, 0, payload);
        }
        return record(COMPRESSED, HEADER_BYTES + payload.length, compress(payload));
    }

    private byte[] compress(byte[] payload) {
        return switch (compressor) {
            case NONE -> payload;
            case SNAPPY -> withLength(new SnappyCompressor(), payload);
            case ZSTD -> withLength(new ZstdCompressor(), payload);
            case ZLIB -> {
                Deflater deflater = new Deflater();
                deflater.setInput(payload);
                deflater.finish();
                byte[] target = new byte[payload.length + ALIGNMENT];
                int length = deflater.deflate(target);
                deflater.end();
                yield Arrays.copyOf(target, length);
            }
        };
    }

    private static byte[] withLength(Compressor compressor, byte[] payload) {
        byte[] target = new byte[compressor.maxCompressedLength(payload.length)];
        int length = compressor.compress(payload, 0, payload.length, target, 0, target.length);
        return new LogBytes().int64(length).raw(Arrays.copyOf(target, length)).toByteArray();
    }

    /** Any record, with its header's fields. */
    LogFile record(int flags, int memoryLength, byte[] rest) {
        byte[] record = new LogBytes()
                .int32(HEADER_BYTES + rest.length)
                .int32(0)
                .int16(flags)
                .int16(0)
                .int32(memoryLength)
                .raw(rest)
                .toByteArray();
        seal(record, 0, record.length);
        out.raw(record);
        return align();
    }

    /** Writes the right checksum into a record. */
    static void seal(byte[] bytes, int offset, int length) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(offset + 4, 0);
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        buffer.putInt(offset + 4, (int) crc.getValue());
    }

    /** What was prepared for records that never came. */
    LogFile zeros(int count) {
        out.zeros(count);
        return this;
    }

    private LogFile align() {
        out.zeros(-out.size() & (ALIGNMENT - 1));
        return this;
    }

    /** Where the next record goes. */
    LogSequenceNumber position() {
        return new LogSequenceNumber(number, out.size());
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }

    /** Writes it into a folder under the name that its number gives. */
    Path writeTo(Path folder) throws IOException {
        return writeTo(folder, toByteArray());
    }

    /** Writes other bytes in its place. */
    Path writeTo(Path folder, byte[] bytes) throws IOException {
        Files.createDirectories(folder);
        return Files.write(folder.resolve(String.format("WiredTigerLog.%010d", number)), bytes);
    }
}
