package io.snapferry.wiredtiger.testing;

import java.util.Arrays;
import java.util.Optional;

/** Cells of a page, one behind the other. For one thread. */
public final class CellBytes {
    /** Code of the cell of an internal page's address. */
    public static final int ADDRESS_INTERNAL = 1;
    /** Code of the cell of a leaf's address. */
    public static final int ADDRESS_LEAF = 2;
    /** Code of the cell of the address of a leaf without overflow items. */
    public static final int ADDRESS_LEAF_NO_OVERFLOW = 3;

    private static final int ADDRESS_DELETED = 0;
    private static final int KEY = 5;
    private static final int KEY_OVERFLOW = 6;
    private static final int KEY_PREFIX = 7;
    private static final int VALUE = 8;
    private static final int VALUE_COPY = 9;
    private static final int VALUE_OVERFLOW = 10;
    private static final int VALUE_OVERFLOW_REMOVED = 11;
    private static final int KEY_OVERFLOW_REMOVED = 12;

    private static final int HAS_WINDOW = 0x08;
    private static final int SHORT_KEY = 1;
    private static final int SHORT_KEY_PREFIX = 2;
    private static final int SHORT_VALUE = 3;
    private static final int SHORT_LIMIT = 64;

    private final PackedBytes bytes = new PackedBytes();
    private int count;

    /** Begins with none. */
    public CellBytes() {}

    /** How many cells there are. */
    public int count() {
        return count;
    }

    /** How many bytes they take. */
    public int sizeBytes() {
        return bytes.size();
    }

    /** Forgets all cells. */
    void clear() {
        bytes.clear();
        count = 0;
    }

    /** A copy of the cells. */
    public byte[] toByteArray() {
        return bytes.toByteArray();
    }

    /** Adds a cell of any form. */
    public CellBytes raw(byte[] cell) {
        count++;
        bytes.raw(cell);
        return this;
    }

    /** Adds a key. */
    public CellBytes key(byte[] key) {
        return key(key, 0);
    }

    /**
     * Adds a key without the bytes that it has in common with the key before.
     *
     * @param prefix how many, at most 255; 0 for a key without a prefix
     */
    public CellBytes key(byte[] key, int prefix) {
        count++;
        int length = key.length - prefix;
        if (length < SHORT_LIMIT) {
            bytes.octet((length << 2) | (prefix > 0 ? SHORT_KEY_PREFIX : SHORT_KEY));
            if (prefix > 0) {
                bytes.octet(prefix);
            }
        } else {
            bytes.octet((prefix > 0 ? KEY_PREFIX : KEY) << 4);
            if (prefix > 0) {
                bytes.octet(prefix);
            }
            bytes.unsigned(length - SHORT_LIMIT);
        }
        bytes.raw(key, prefix, length);
        return this;
    }

    /** Adds a key in a block of its own. */
    public CellBytes overflowKey(Address address, boolean isRemoved) {
        count++;
        bytes.octet((isRemoved ? KEY_OVERFLOW_REMOVED : KEY_OVERFLOW) << 4).withLength(address.cookie());
        return this;
    }

    /** Adds a value. */
    public CellBytes value(byte[] value, Optional<Window> window) {
        count++;
        if (window.isPresent()) {
            begin(VALUE, window);
            bytes.unsigned(value.length);
        } else if (value.length < SHORT_LIMIT) {
            bytes.octet((value.length << 2) | SHORT_VALUE);
        } else {
            bytes.octet(VALUE << 4).unsigned(value.length - SHORT_LIMIT);
        }
        bytes.raw(value);
        return this;
    }

    /** Adds a value in a block of its own. */
    public CellBytes overflowValue(Address address, Optional<Window> window, boolean isRemoved) {
        count++;
        begin(isRemoved ? VALUE_OVERFLOW_REMOVED : VALUE_OVERFLOW, window);
        bytes.withLength(address.cookie());
        return this;
    }

    /**
     * Adds a cell that says: the value of an earlier cell.
     *
     * @param distance from the earlier cell's begin to this one's, bytes
     */
    public CellBytes valueCopy(int distance, Optional<Window> window) {
        count++;
        begin(VALUE_COPY, window);
        bytes.unsigned(distance);
        return this;
    }

    /** Adds the address of a page below. */
    public CellBytes address(int type, Address address, Optional<Window> window) {
        count++;
        begin(type, window);
        bytes.withLength(address.cookie());
        return this;
    }

    /**
     * Adds the address of a leaf that was removed.
     *
     * @param triple transaction, timestamp and durable timestamp; empty on pages without {@link Page#FAST_TRUNCATES}
     */
    public CellBytes deletedAddress(Address address, Optional<Window> window, long... triple) {
        count++;
        begin(ADDRESS_DELETED, window);
        Arrays.stream(triple).forEach(bytes::unsigned);
        bytes.withLength(address.cookie());
        return this;
    }

    private void begin(int type, Optional<Window> window) {
        bytes.octet((type << 4) | (window.isPresent() ? HAS_WINDOW : 0));
        window.ifPresent(present -> present.writeTo(bytes));
    }
}
