package io.snapferry.bson;

import java.util.Arrays;

/** The bytes of one small BSON document or array, such as a collection's options. Immutable. */
public final class RawBson {
    private static final int EMPTY_LENGTH = 5;

    /** The document without elements, which is the empty array too. */
    public static final RawBson EMPTY = new RawBson(new byte[] {EMPTY_LENGTH, 0, 0, 0, 0});

    private final byte[] bytes;

    private RawBson(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Copies the bytes; they are not checked. */
    public static RawBson copyOf(byte[] bytes) {
        return new RawBson(bytes.clone());
    }

    /** Copies a range of bytes; they are not checked. */
    public static RawBson copyOf(byte[] bytes, int offset, int length) {
        return new RawBson(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    /** How many bytes. */
    public int length() {
        return bytes.length;
    }

    /** Whether it has no elements. */
    public boolean isEmpty() {
        return bytes.length == EMPTY_LENGTH;
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawBson that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
