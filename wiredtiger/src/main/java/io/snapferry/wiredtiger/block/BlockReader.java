package io.snapferry.wiredtiger.block;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.packing.LittleEndian;
import io.snapferry.wiredtiger.packing.MalformedException;
import java.io.Closeable;
import java.io.IOException;
import java.util.zip.CRC32C;

/**
 * Reads the blocks of one file, each held against its address before a byte of it is used: size, then checksum, then
 * versions and flags, then unpacking. A checksum tells torn, old and overwritten blocks from the one that is meant; it
 * does not tell a block that was written by a hostile hand. For one thread.
 */
public final class BlockReader implements Closeable {
    /** As much is read at once when blocks lie one behind the other. */
    public static final int READ_AHEAD_BYTES = 1 << 20;

    /** So many bytes are stored as they are, and are all that a checksum covers which does not cover all. */
    private static final int PLAIN_BYTES = 64;

    private static final int CHECKSUM_OF_ALL_FLAG = 0x01;
    private static final byte[] FOUR_ZEROS = new byte[Integer.BYTES];

    private final BlockFile file;
    private final BlockCompressor compressor;
    private final Decompressor decompressor = new Decompressor();
    private final CRC32C crc = new CRC32C();

    private byte[] window = new byte[0];
    private long windowOffset;
    private int windowLength;

    /** @param file is closed with this reader */
    public BlockReader(BlockFile file, BlockCompressor compressor) {
        this.file = file;
        this.compressor = compressor;
    }

    /** The file that is read. */
    public BlockFile file() {
        return file;
    }

    /**
     * Reads a block.
     *
     * @param ahead how many bytes from the block's begin will be wanted soon, at least its own size
     * @param into loses what it held
     * @throws WiredTigerFormatException when the block is not what its address says, or of a format that is not read
     */
    public void read(BlockAddress address, long ahead, PageImage into) throws IOException {
        read(address, ahead, BlockAddress.MAX_SIZE_BYTES, into);
    }

    /**
     * As {@link #read(BlockAddress, long, PageImage)}, for a page that must be small.
     *
     * @param mostBytes which the page may have when it is unpacked
     */
    public void read(BlockAddress address, long ahead, int mostBytes, PageImage into) throws IOException {
        int begin = load(address, ahead);
        try {
            check(address, begin);
            unpack(address, begin, mostBytes, into);
            into.checkHeader();
        } catch (MalformedException e) {
            throw WiredTigerFormatException.atByte(file.name(), address.offset(), e.reason());
        }
    }

    /** Makes sure that the window holds the block, and tells where in it. */
    private int load(BlockAddress address, long ahead) throws IOException {
        long offset = address.offset();
        int size = address.sizeBytes();
        if (size > file.sizeBytes() - offset) {
            throw WiredTigerFormatException.atByte(
                    file.name(),
                    offset,
                    "block of " + size + " bytes lies behind the end of the file at " + file.sizeBytes()
                            + ": it is cut off, or older than its metadata");
        }
        if (offset < windowOffset || offset + size > windowOffset + windowLength) {
            int length = (int) Math.min(Math.max(size, Math.min(ahead, READ_AHEAD_BYTES)), file.sizeBytes() - offset);
            if (window.length < length) {
                window = new byte[length];
            }
            windowLength = 0;
            file.read(offset, window, length);
            windowOffset = offset;
            windowLength = length;
        }
        return (int) (offset - windowOffset);
    }

    private void check(BlockAddress address, int begin) {
        int size = LittleEndian.int32(window, begin + PageImage.DISK_SIZE_OFFSET);
        if (size != address.sizeBytes()) {
            throw new MalformedException(
                    PageImage.DISK_SIZE_OFFSET,
                    "block states a size of " + Integer.toUnsignedString(size) + " bytes, expected "
                            + address.sizeBytes());
        }
        int stated = LittleEndian.int32(window, begin + PageImage.CHECKSUM_OFFSET);
        int flags = window[begin + PageImage.BLOCK_FLAGS_OFFSET] & 0xff;
        if ((flags & ~CHECKSUM_OF_ALL_FLAG) != 0) {
            throw new MalformedException(
                    PageImage.BLOCK_FLAGS_OFFSET, "block flags 0x" + Integer.toHexString(flags) + " are not known");
        }
        int covered = (flags & CHECKSUM_OF_ALL_FLAG) != 0 ? address.sizeBytes() : PLAIN_BYTES;
        int behind = PageImage.CHECKSUM_OFFSET + Integer.BYTES;
        crc.reset();
        crc.update(window, begin, PageImage.CHECKSUM_OFFSET);
        crc.update(FOUR_ZEROS, 0, Integer.BYTES);
        crc.update(window, begin + behind, Math.min(covered, address.sizeBytes()) - behind);
        int found = (int) crc.getValue();
        if (found != address.checksum() || stated != address.checksum()) {
            throw new MalformedException(
                    PageImage.CHECKSUM_OFFSET,
                    "block checksum 0x" + BlockFile.hex(found) + ", expected 0x" + BlockFile.hex(address.checksum())
                            + ": overwritten, damaged, or copied at another moment than its metadata");
        }
    }

    private void unpack(BlockAddress address, int begin, int mostBytes, PageImage into) {
        int diskSize = address.sizeBytes();
        int memorySize = LittleEndian.int32(window, begin + PageImage.MEMORY_SIZE_OFFSET);
        if (memorySize < PageImage.HEADER_BYTES || memorySize > mostBytes) {
            throw new MalformedException(
                    PageImage.MEMORY_SIZE_OFFSET,
                    "page states a size of " + Integer.toUnsignedString(memorySize) + " bytes, expected "
                            + PageImage.HEADER_BYTES + " to " + mostBytes);
        }
        boolean compressed = (window[begin + PageImage.PAGE_FLAGS_OFFSET] & PageImage.COMPRESSED_FLAG) != 0;
        if (!compressed) {
            if (memorySize > diskSize) {
                throw new MalformedException(
                        PageImage.MEMORY_SIZE_OFFSET,
                        "page of " + memorySize + " bytes in a block of " + diskSize + ", not compressed");
            }
            System.arraycopy(window, begin, into.reserve(address, memorySize), 0, memorySize);
            return;
        }
        if (memorySize <= PLAIN_BYTES || diskSize <= PLAIN_BYTES) {
            throw new MalformedException(
                    PageImage.MEMORY_SIZE_OFFSET, "compressed page of " + memorySize + " bytes is too short");
        }
        Decompressor.requirePossible(compressor, PLAIN_BYTES, diskSize - PLAIN_BYTES, memorySize - PLAIN_BYTES);
        byte[] target = into.reserve(address, memorySize);
        System.arraycopy(window, begin, target, 0, PLAIN_BYTES);
        decompressor.decompress(
                compressor,
                window,
                begin + PLAIN_BYTES,
                diskSize - PLAIN_BYTES,
                target,
                PLAIN_BYTES,
                memorySize - PLAIN_BYTES);
    }

    @Override
    public void close() throws IOException {
        decompressor.close();
        file.close();
    }
}
