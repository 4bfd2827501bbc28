package io.snapferry.wiredtiger.testing;

import java.util.Arrays;

/** Bytes that grow: packed integers, integers of fixed width, raw bytes. For one thread. */
public final class PackedBytes {
    private static final int TWO_BYTES_FROM = 64;
    private static final int MORE_BYTES_FROM = 8256;

    private byte[] bytes = new byte[64];
    private int size;

    /** Begins with nothing. */
    public PackedBytes() {}

    /** How many bytes there are. */
    public int size() {
        return size;
    }

    /** Forgets all bytes. */
    void clear() {
        size = 0;
    }

    /** Adds a byte, of which the low eight bits count. */
    public PackedBytes octet(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = (byte) value;
        return this;
    }

    /** Adds bytes as they are. */
    public PackedBytes raw(byte[] more) {
        return raw(more, 0, more.length);
    }

    /** Adds a part of an array as it is. */
    public PackedBytes raw(byte[] more, int offset, int length) {
        if (length > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + length));
        }
        System.arraycopy(more, offset, bytes, size, length);
        size += length;
        return this;
    }

    /** Adds a packed integer that is 64 bits without a sign. */
    public PackedBytes unsigned(long value) {
        if (value >= 0 && value < TWO_BYTES_FROM) {
            return octet(0x80 + (int) value);
        }
        if (value >= 0 && value < MORE_BYTES_FROM) {
            int rest = (int) value - TWO_BYTES_FROM;
            return octet(0xc0 + rest / 256).octet(rest);
        }
        long rest = value - MORE_BYTES_FROM;
        int length = 1;
        while (length < Long.BYTES && rest >>> (8 * length) != 0) {
            length++;
        }
        return octet(0xe0 + length).lowBytes(rest, length);
    }

    /** Adds a packed integer with a sign: a key of the format {@code q}. */
    public PackedBytes signed(long value) {
        if (value >= 0) {
            return unsigned(value);
        }
        if (value >= -TWO_BYTES_FROM) {
            return octet(0x40 + (int) (value + TWO_BYTES_FROM));
        }
        if (value >= -MORE_BYTES_FROM) {
            int rest = (int) (value + MORE_BYTES_FROM);
            return octet(0x20 + rest / 256).octet(rest);
        }
        int length = Long.BYTES;
        while (value >> (8 * (length - 1)) == -1) {
            length--;
        }
        return octet(0x10 + Long.BYTES - length).lowBytes(value, length);
    }

    /** The lowest bytes of a number, the highest of them first. */
    private PackedBytes lowBytes(long value, int count) {
        for (int i = count - 1; i >= 0; i--) {
            octet((int) (value >>> (8 * i)));
        }
        return this;
    }

    /** Adds two bytes, little-endian. */
    public PackedBytes int16(int value) {
        return littleEndian(value, Short.BYTES);
    }

    /** Adds four bytes, little-endian. */
    public PackedBytes int32(int value) {
        return littleEndian(value, Integer.BYTES);
    }

    /** Adds eight bytes, little-endian. */
    public PackedBytes int64(long value) {
        return littleEndian(value, Long.BYTES);
    }

    private PackedBytes littleEndian(long value, int count) {
        for (int i = 0; i < count; i++) {
            octet((int) (value >>> (8 * i)));
        }
        return this;
    }

    /** Adds a packed length and the bytes. */
    public PackedBytes withLength(byte[] more) {
        return unsigned(more.length).raw(more);
    }

    /** A copy of all bytes. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }
}
