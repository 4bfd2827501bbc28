package io.snapferry.wiredtiger.btree;

import io.snapferry.wiredtiger.packing.Slice;
import java.util.Arrays;
import java.util.HexFormat;

/** A key of a row store, as a value of its own. Ordered by unsigned bytes. Immutable. */
public final class Key implements Comparable<Key> {
    private final byte[] bytes;

    private Key(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Copies the bytes. */
    public static Key copyOf(byte[] bytes) {
        return new Key(bytes.clone());
    }

    /** Copies the bytes. */
    public static Key copyOf(Slice slice) {
        return new Key(slice.toByteArray());
    }

    /** A view of the bytes, which nobody may change. */
    public Slice slice() {
        return Slice.of(bytes);
    }

    /** How many bytes. */
    public int length() {
        return bytes.length;
    }

    @Override
    public int compareTo(Key other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** In hex. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
