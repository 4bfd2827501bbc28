package io.snapferry.wiredtiger.block;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.snapferry.wiredtiger.packing.MalformedException;
import java.io.IOException;
import org.xerial.snappy.Snappy;

/**
 * Unpacks raw snappy, which is what most tables are compressed with. There are two: a native library, which needs a quarter less
 * CPU time and no time to be compiled, and one in Java for where that cannot be loaded.
 */
sealed interface RawSnappy {
    /**
     * Unpacks a range.
     *
     * @param targetLength which the compressed data announces; no byte behind it is written
     * @return how many bytes came out
     * @throws MalformedException when the data is damaged
     */
    int decompress(byte[] source, int offset, int length, byte[] target, int targetOffset, int targetLength);

    /** The native library when it can be loaded. */
    static RawSnappy fastest() {
        return Native.IS_LOADED ? new Native() : new Plain();
    }

    private static MalformedException damaged(int position, Exception cause) {
        return new MalformedException(position, "damaged snappy data: " + cause.getMessage());
    }

    /** Google's library; it holds itself to the announced length, which the caller has compared with the room there is. */
    final class Native implements RawSnappy {
        private static final boolean IS_LOADED = load();

        Native() {}

        /** Fails on processors without a library, and where a file of the temporary folder must not be executed. */
        private static boolean load() {
            try {
                return !Snappy.getNativeLibraryVersion().isEmpty() && Snappy.maxCompressedLength(1) > 0;
            } catch (LinkageError | RuntimeException e) {
                return false;
            }
        }

        @Override
        public int decompress(
                byte[] source, int offset, int length, byte[] target, int targetOffset, int targetLength) {
            try {
                return Snappy.rawUncompress(source, offset, length, target, targetOffset);
            } catch (IOException | IndexOutOfBoundsException e) {
                throw damaged(offset, e);
            }
        }
    }

    /** In Java. */
    final class Plain implements RawSnappy {
        private final SnappyDecompressor decompressor = new SnappyDecompressor();

        Plain() {}

        @Override
        public int decompress(
                byte[] source, int offset, int length, byte[] target, int targetOffset, int targetLength) {
            try {
                return decompressor.decompress(source, offset, length, target, targetOffset, targetLength);
            } catch (MalformedInputException | IndexOutOfBoundsException | IllegalArgumentException e) {
                throw damaged(offset, e);
            }
        }
    }
}
