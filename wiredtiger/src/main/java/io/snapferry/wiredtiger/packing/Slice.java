package io.snapferry.wiredtiger.packing;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A range of an array that belongs to somebody else. Reused: whoever hands it out says how long it is valid. For one
 * thread.
 */
public final class Slice {
    private byte[] bytes = new byte[0];
    private int offset;
    private int length;

    /** An empty one. */
    public Slice() {}

    /** All of an array. */
    public static Slice of(byte[] bytes) {
        return new Slice().set(bytes, 0, bytes.length);
    }

    /** Lets it stand for another range, and returns it. */
    public Slice set(byte[] newBytes, int newOffset, int newLength) {
        bytes = newBytes;
        offset = newOffset;
        length = newLength;
        return this;
    }

    /** The array, of which only a part is meant. */
    public byte[] bytes() {
        return bytes;
    }

    /** Index of the first byte. */
    public int offset() {
        return offset;
    }

    /** How many bytes. */
    public int length() {
        return length;
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }

    /** As keys of a row store without a collator are ordered: by unsigned bytes, a prefix before what it begins. */
    public int compareBytes(Slice other) {
        return Arrays.compareUnsigned(
                bytes, offset, offset + length, other.bytes, other.offset, other.offset + other.length);
    }

    /** In hex, for people. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes, offset, offset + length);
    }
}
