package io.snapferry.wiredtiger.testing;

import io.airlift.compress.Compressor;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.zstd.ZstdCompressor;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.Deflater;

/** How blocks are compressed. */
public enum Compression {
    /** Not at all. */
    NONE,
    /** Length and raw snappy. */
    SNAPPY,
    /** A stream of RFC 1950. */
    ZLIB,
    /** Length and a Zstandard frame. */
    ZSTD;

    /** As the metadata names it. */
    public String configurationName() {
        return this == NONE ? "" : name().toLowerCase(Locale.ROOT);
    }

    /** What stands in a block or a journal record instead of the bytes from an offset on. */
    public byte[] compress(byte[] bytes, int offset) {
        return switch (this) {
            case NONE -> Arrays.copyOfRange(bytes, offset, bytes.length);
            case SNAPPY -> behindLength(new SnappyCompressor(), bytes, offset);
            case ZSTD -> behindLength(new ZstdCompressor(), bytes, offset);
            case ZLIB -> deflated(bytes, offset);
        };
    }

    private static byte[] behindLength(Compressor compressor, byte[] bytes, int offset) {
        int length = bytes.length - offset;
        byte[] target = new byte[compressor.maxCompressedLength(length)];
        int written = compressor.compress(bytes, offset, length, target, 0, target.length);
        return new PackedBytes().int64(written).raw(target, 0, written).toByteArray();
    }

    private static byte[] deflated(byte[] bytes, int offset) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(bytes, offset, bytes.length - offset);
            deflater.finish();
            PackedBytes result = new PackedBytes();
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                result.raw(buffer, 0, deflater.deflate(buffer));
            }
            return result.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
