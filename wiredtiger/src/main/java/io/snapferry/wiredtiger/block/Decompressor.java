package io.snapferry.wiredtiger.block;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import io.snapferry.wiredtiger.packing.LittleEndian;
import io.snapferry.wiredtiger.packing.MalformedException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks what WiredTiger's compressors wrote, into exactly as many bytes as were announced. For one thread. Snappy and
 * Zstandard stand behind a length of eight bytes, zlib before bytes that fill the block. See
 * docs/formats/wiredtiger.md#compression.
 */
public final class Decompressor implements AutoCloseable {
    /** The longest copy of snappy is 64 bytes and takes three. */
    private static final int SNAPPY_MAX_RATIO = 22;

    /** Of deflate: 258 bytes in two bits. */
    private static final int ZLIB_MAX_RATIO = 1032;

    /** A block of at most 128 KiB takes at least four bytes, when it is one byte repeated. */
    private static final int ZSTD_MAX_RATIO = (128 << 10) / 4;

    private static final int LENGTH_BYTES = Long.BYTES;

    private final SnappyDecompressor snappy = new SnappyDecompressor();
    /** These two hold some 100 KB each, so they are made when they are needed: there are directories of 10,000 tables. */
    private @Nullable ZstdDecompressor zstd;

    private @Nullable Inflater inflater;

    /** For one thread. */
    public Decompressor() {}

    /**
     * Says before anything is reserved whether so much can come out of so little.
     *
     * @throws MalformedException when not
     */
    public static void requirePossible(BlockCompressor compressor, int position, int compressed, long unpacked) {
        long most = switch (compressor) {
            case NONE -> throw new MalformedException(position, "compressed, in a table without a compressor");
            case SNAPPY -> (long) compressed * SNAPPY_MAX_RATIO;
            case ZLIB -> (long) compressed * ZLIB_MAX_RATIO;
            case ZSTD -> (long) compressed * ZSTD_MAX_RATIO;
        };
        if (unpacked > most) {
            throw new MalformedException(
                    position,
                    compressed + " bytes of " + compressor + " cannot hold the " + unpacked
                            + " bytes that are announced");
        }
    }

    /**
     * Unpacks a range, which may have more bytes behind the compressor's own.
     *
     * @param length of the range
     * @param targetLength how many bytes must come out
     * @throws MalformedException when they do not
     */
    public void decompress(
            BlockCompressor compressor,
            byte[] source,
            int offset,
            int length,
            byte[] target,
            int targetOffset,
            int targetLength) {
        int written = switch (compressor) {
            case NONE -> throw new MalformedException(offset, "compressed, in a table without a compressor");
            case SNAPPY -> snappy(source, offset, length, target, targetOffset, targetLength);
            case ZLIB -> inflate(source, offset, length, target, targetOffset, targetLength);
            case ZSTD -> zstd(source, offset, length, target, targetOffset, targetLength);
        };
        if (written != targetLength) {
            throw new MalformedException(offset, compressor + " gave " + written + " bytes, expected " + targetLength);
        }
    }

    private int snappy(byte[] source, int offset, int length, byte[] target, int targetOffset, int targetLength) {
        int compressed = compressedLength(source, offset, length);
        int begin = offset + LENGTH_BYTES;
        try {
            int announced = SnappyDecompressor.getUncompressedLength(source, begin);
            if (announced != targetLength) {
                return announced;
            }
            return snappy.decompress(source, begin, compressed, target, targetOffset, targetLength);
        } catch (MalformedInputException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw damaged("snappy", begin, e);
        }
    }

    private int zstd(byte[] source, int offset, int length, byte[] target, int targetOffset, int targetLength) {
        int compressed = compressedLength(source, offset, length);
        int begin = offset + LENGTH_BYTES;
        if (zstd == null) {
            zstd = new ZstdDecompressor();
        }
        try {
            return zstd.decompress(source, begin, compressed, target, targetOffset, targetLength);
        } catch (MalformedInputException
                | IndexOutOfBoundsException
                | IllegalArgumentException
                | IllegalStateException e) {
            throw damaged("zstd", begin, e);
        }
    }

    private int inflate(byte[] source, int offset, int length, byte[] target, int targetOffset, int targetLength) {
        Inflater inflater = this.inflater;
        if (inflater == null) {
            inflater = new Inflater();
            this.inflater = inflater;
        }
        inflater.reset();
        inflater.setInput(source, offset, length);
        try {
            int written = 0;
            while (written < targetLength && !inflater.finished()) {
                int count = inflater.inflate(target, targetOffset + written, targetLength - written);
                if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    break;
                }
                written += count;
            }
            return written;
        } catch (DataFormatException e) {
            throw damaged("zlib", offset, e);
        }
    }

    private static int compressedLength(byte[] source, int offset, int length) {
        if (length <= LENGTH_BYTES) {
            throw new MalformedException(offset, "compressed data of " + length + " bytes is too short");
        }
        long compressed = LittleEndian.int64(source, offset);
        if (compressed <= 0 || compressed > length - LENGTH_BYTES) {
            throw new MalformedException(
                    offset,
                    "compressed length " + Long.toUnsignedString(compressed) + ", there are " + (length - LENGTH_BYTES)
                            + " bytes");
        }
        return (int) compressed;
    }

    private static MalformedException damaged(String compressor, int position, Exception cause) {
        return new MalformedException(position, "damaged " + compressor + " data: " + cause.getMessage());
    }

    @Override
    public void close() {
        if (inflater != null) {
            inflater.end();
        }
    }
}
