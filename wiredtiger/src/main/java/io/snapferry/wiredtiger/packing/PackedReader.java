package io.snapferry.wiredtiger.packing;

/**
 * Reads packed integers and raw bytes from a range of an array, never past its end. Reused by {@link #reset}; for one
 * thread. See docs/formats/wiredtiger.md#packed-integers.
 *
 * <pre>
 *  first byte   further bytes   value
 *  10xxxxxx     0               x                                     0 ... 63
 *  110xxxxx     1               64 + 256 x + byte                     64 ... 8255
 *  1110llll     l               8256 + big-endian integer             8256 ...
 *  01xxxxxx     0               x - 64                                -64 ... -1
 *  001xxxxx     1               256 x + byte - 8256                   -8256 ... -65
 *  0001llll     8 - l           all ones, bytes shifted in
 * </pre>
 */
public final class PackedReader {
    private static final int ONE_BYTE_POSITIVE = 0x80;
    private static final int TWO_BYTE_POSITIVE = 0xc0;
    private static final int MULTI_BYTE_POSITIVE = 0xe0;
    private static final int MULTI_BYTE_NEGATIVE = 0x10;
    private static final int TWO_BYTE_NEGATIVE = 0x20;
    private static final int ONE_BYTE_NEGATIVE = 0x40;

    private static final long TWO_BYTE_BASE = 64;
    private static final long MULTI_BYTE_BASE = 8256;

    private byte[] bytes = new byte[0];
    private int position;
    private int limit;

    /** Begins with nothing to read. */
    public PackedReader() {}

    /** Begins with all of the array. */
    public PackedReader(byte[] bytes) {
        reset(bytes, 0, bytes.length);
    }

    /**
     * Goes on with another range, which the caller knows to lie inside the array.
     *
     * @param newLimit index behind the last byte
     */
    public void reset(byte[] newBytes, int newPosition, int newLimit) {
        bytes = newBytes;
        position = newPosition;
        limit = newLimit;
    }

    /** Index of the next byte. */
    public int position() {
        return position;
    }

    /** The array, of which only a range is read. */
    public byte[] bytes() {
        return bytes;
    }

    /** Whether the next byte is there and zero, which no packed integer begins with. */
    public boolean isAtZero() {
        return position < limit && bytes[position] == 0;
    }

    /** How many bytes are left. */
    public int remaining() {
        return limit - position;
    }

    /** @throws MalformedException at the end of the range */
    public int unsignedByte() {
        if (position >= limit) {
            throw new MalformedException(position, "expected a byte, found the end of the data");
        }
        return bytes[position++] & 0xff;
    }

    /**
     * Passes over bytes and tells where they begin.
     *
     * @throws MalformedException when the range has not as many, or the number is negative
     */
    public int skip(long count) {
        if (count < 0 || count > limit - position) {
            throw new MalformedException(
                    position,
                    "expected " + Long.toUnsignedString(count) + " bytes, found " + (limit - position)
                            + " up to the end");
        }
        int begin = position;
        position += (int) count;
        return begin;
    }

    /**
     * An unsigned packed integer, as 64 bits.
     *
     * @throws MalformedException when it is negative, too long or cut short
     */
    public long unsigned() {
        int first = unsignedByte();
        if (first >= ONE_BYTE_POSITIVE) {
            return positive(first);
        }
        throw new MalformedException(
                position - 1, "expected an unsigned packed integer, found first byte 0x" + Integer.toHexString(first));
    }

    /** @throws MalformedException when it is no packed integer, or cut short */
    public long signed() {
        int first = unsignedByte();
        if (first >= ONE_BYTE_POSITIVE) {
            return positive(first);
        }
        if (first >= ONE_BYTE_NEGATIVE) {
            return (first & 0x3f) - TWO_BYTE_BASE;
        }
        if (first >= TWO_BYTE_NEGATIVE) {
            return (((first & 0x1fL) << 8) | unsignedByte()) - MULTI_BYTE_BASE;
        }
        if (first >= MULTI_BYTE_NEGATIVE) {
            int leadingOnes = first & 0x0f;
            if (leadingOnes > Long.BYTES) {
                throw new MalformedException(position - 1, "packed integer with a length of more than 8 bytes");
            }
            return bigEndian(Long.BYTES - leadingOnes, -1L);
        }
        throw new MalformedException(
                position - 1, "expected a packed integer, found first byte 0x" + Integer.toHexString(first));
    }

    private long positive(int first) {
        if (first < TWO_BYTE_POSITIVE) {
            return first & 0x3f;
        }
        if (first < MULTI_BYTE_POSITIVE) {
            return TWO_BYTE_BASE + (((first & 0x1fL) << 8) | unsignedByte());
        }
        int length = first & 0x1f;
        if (length > Long.BYTES) {
            throw new MalformedException(position - 1, "packed integer with a length of more than 8 bytes");
        }
        long rest = bigEndian(length, 0);
        if (length == Long.BYTES && Long.compareUnsigned(rest, -1 - MULTI_BYTE_BASE) > 0) {
            throw new MalformedException(position - 1 - length, "packed integer of more than 64 bits");
        }
        return MULTI_BYTE_BASE + rest;
    }

    private long bigEndian(int length, long start) {
        int at = skip(length);
        long value = start;
        for (int i = at; i < at + length; i++) {
            value = (value << 8) | (bytes[i] & 0xff);
        }
        return value;
    }
}
