package io.snapferry.wiredtiger.block;

import io.snapferry.wiredtiger.packing.MalformedException;
import io.snapferry.wiredtiger.packing.PackedReader;

/**
 * Where a block lies and what its checksum is, as its parent says: so a tree is a chain of checksums from its root. See
 * docs/formats/wiredtiger.md#address-cookie.
 *
 * @param offset in the file, bytes
 * @param sizeBytes on disk; 0 when there is no block
 * @param checksum CRC-32C
 */
public record BlockAddress(long offset, int sizeBytes, int checksum) {
    /** Instead of a block: of an empty tree. */
    public static final BlockAddress NONE = new BlockAddress(0, 0, 0);

    /**
     * No page is larger: a value is at most 64 MB in MongoDB's tables, and a page has little beside a value of that size.
     * So no number in a file makes us reserve more.
     */
    static final int MAX_SIZE_BYTES = 128 << 20;

    /** A flag behind the three numbers says that the block lies in an object store. */
    private static final String TIERED = "address of an object in tiered storage, which is not supported";

    /**
     * The address that is all of the range.
     *
     * @throws MalformedException when it is none
     */
    public static BlockAddress ofCookie(PackedReader cookie, int allocationSizeBytes) {
        BlockAddress address = next(cookie, allocationSizeBytes);
        if (cookie.remaining() > 0) {
            throw new MalformedException(cookie.position(), TIERED);
        }
        return address;
    }

    /**
     * The next of several addresses.
     *
     * @throws MalformedException when it is none
     */
    public static BlockAddress next(PackedReader cookie, int allocationSizeBytes) {
        int position = cookie.position();
        long units = cookie.unsigned();
        long sizeUnits = cookie.unsigned();
        long checksum = cookie.unsigned();
        if (sizeUnits == 0) {
            return NONE;
        }
        if (units < 0 || units >= Long.MAX_VALUE / allocationSizeBytes - 1) {
            throw new MalformedException(
                    position, "block address " + Long.toUnsignedString(units) + " is out of range");
        }
        if (sizeUnits < 0 || sizeUnits > MAX_SIZE_BYTES / allocationSizeBytes) {
            throw new MalformedException(
                    position,
                    "block of " + Long.toUnsignedString(sizeUnits) + " units of " + allocationSizeBytes
                            + " bytes, the maximum is " + MAX_SIZE_BYTES + " bytes");
        }
        if (checksum >>> Integer.SIZE != 0) {
            throw new MalformedException(position, "checksum of more than 32 bits in a block address");
        }
        return new BlockAddress(
                (units + 1) * allocationSizeBytes, (int) sizeUnits * allocationSizeBytes, (int) checksum);
    }

    /** Whether there is no block. */
    public boolean isNone() {
        return sizeBytes == 0;
    }
}
