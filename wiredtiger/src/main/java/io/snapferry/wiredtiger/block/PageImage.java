package io.snapferry.wiredtiger.block;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.packing.LittleEndian;
import io.snapferry.wiredtiger.packing.MalformedException;

/**
 * A page as it lies in memory: a header of 40 bytes, and cells or the bytes of an overflow item. The array is reused by
 * the next page that is read into the same object; for one thread.
 *
 * <pre>
 *  offset  size  field
 *       0     8  first record number (column store)
 *       8     8  write generation
 *      16     4  size of this image, headers included, unpacked
 *      20     4  number of cells, or length of an overflow item
 *      24     1  page type
 *      25     1  page flags
 *      26     1  unused
 *      27     1  version, 0 or 1
 *      28     4  size of the block in the file
 *      32     4  CRC-32C of the block in the file, this field as zero
 *      36     1  block flags
 *      37     3  unused
 * </pre>
 */
public final class PageImage {
    /** Where cells or the overflow item begin. */
    public static final int HEADER_BYTES = 40;

    static final int MEMORY_SIZE_OFFSET = 16;
    static final int PAGE_FLAGS_OFFSET = 25;
    static final int DISK_SIZE_OFFSET = 28;
    static final int CHECKSUM_OFFSET = 32;
    static final int BLOCK_FLAGS_OFFSET = 36;
    static final int COMPRESSED_FLAG = 0x01;

    private static final int WRITE_GENERATION_OFFSET = 8;
    private static final int CELL_COUNT_OFFSET = 20;
    private static final int TYPE_OFFSET = 24;
    private static final int VERSION_OFFSET = 27;
    private static final int MAX_VERSION = 1;

    private static final int ENCRYPTED_FLAG = 0x08;
    private static final int FAST_TRUNCATE_FLAG = 0x20;
    /** Compressed, all values empty, no empty values, lookaside entries, fast truncate. */
    private static final int KNOWN_PAGE_FLAGS = 0x01 | 0x02 | 0x04 | 0x10 | FAST_TRUNCATE_FLAG;

    private final String file;
    private byte[] bytes = new byte[0];
    private int sizeBytes;
    private BlockAddress address = BlockAddress.NONE;
    private PageType type = PageType.ROW_LEAF;

    /** @param file relative to the data directory, for messages */
    public PageImage(String file) {
        this.file = file;
    }

    /** Room for an image of that many bytes; what was in it before is lost. */
    byte[] reserve(BlockAddress newAddress, int newSizeBytes) {
        if (bytes.length < newSizeBytes) {
            bytes = new byte[Math.max(newSizeBytes, Math.min(2 * bytes.length, 1 << 20))];
        }
        address = newAddress;
        sizeBytes = newSizeBytes;
        return bytes;
    }

    /** To be called when the bytes are there. */
    void checkHeader() {
        int version = bytes[VERSION_OFFSET];
        if (version < 0 || version > MAX_VERSION) {
            throw new MalformedException(VERSION_OFFSET, "page version " + version + " is not known");
        }
        int flags = flags();
        if ((flags & ENCRYPTED_FLAG) != 0) {
            throw new MalformedException(PAGE_FLAGS_OFFSET, "page is encrypted");
        }
        if ((flags & ~KNOWN_PAGE_FLAGS) != 0) {
            throw new MalformedException(
                    PAGE_FLAGS_OFFSET, "page flags 0x" + Integer.toHexString(flags) + " are not known");
        }
        type = PageType.ofCode(bytes[TYPE_OFFSET], TYPE_OFFSET);
    }

    private int flags() {
        return bytes[PAGE_FLAGS_OFFSET] & 0xff;
    }

    /** Valid until the next page is read into this object. */
    public byte[] bytes() {
        return bytes;
    }

    /** Headers included. */
    public int sizeBytes() {
        return sizeBytes;
    }

    /** Where it came from. */
    public BlockAddress address() {
        return address;
    }

    /** What it holds. */
    public PageType type() {
        return type;
    }

    /** Unsigned; grows with every page written since the directory was made. */
    public long writeGeneration() {
        return LittleEndian.int64(bytes, WRITE_GENERATION_OFFSET);
    }

    /** Number of cells; unsigned in the file, so negative when it is nonsense. */
    public int cellCount() {
        return LittleEndian.int32(bytes, CELL_COUNT_OFFSET);
    }

    /** Whether deleted addresses carry the transaction of their truncate. */
    public boolean hasFastTruncates() {
        return (flags() & FAST_TRUNCATE_FLAG) != 0;
    }

    /**
     * Length of the item of an overflow page, which begins behind the header.
     *
     * @throws MalformedException when it does not fit the page
     */
    public int overflowLength() {
        int length = LittleEndian.int32(bytes, CELL_COUNT_OFFSET);
        if (length < 0 || length > sizeBytes - HEADER_BYTES) {
            throw new MalformedException(
                    CELL_COUNT_OFFSET,
                    "overflow item of " + Integer.toUnsignedString(length) + " bytes in a page of " + sizeBytes);
        }
        return length;
    }

    /** The error that says where this page lies in its file. */
    public WiredTigerFormatException malformed(MalformedException cause) {
        return malformed(cause.reason() + ", byte " + cause.position() + " of the page");
    }

    /** As {@link #malformed(MalformedException)}, when there is no place inside the page. */
    public WiredTigerFormatException malformed(String reason) {
        return WiredTigerFormatException.atByte(file, address.offset(), reason);
    }
}
