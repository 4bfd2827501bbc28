package io.snapferry.wiredtiger.testing;

/**
 * An older version of a record. Arrays are not copied.
 *
 * @param table id of the record's table
 * @param counter tells versions of the same time apart
 * @param window when the version was valid; its begin is part of the key
 * @param type {@link #WHOLE} or {@link #MODIFICATION}
 * @param data the value, or how it differs from the next newer one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HistoryVersion(int table, byte[] key, long counter, Window window, int type, byte[] data) {
    /** The data is a {@link ModificationBytes}. */
    public static final int MODIFICATION = 1;
    /** The data is the value. */
    public static final int WHOLE = 3;

    /** A version that is told as a whole. */
    public static HistoryVersion whole(int table, byte[] key, Window window, byte[] value) {
        return new HistoryVersion(table, key, 0, window, WHOLE, value);
    }

    /** A version that is told as changes of the next newer one. */
    public static HistoryVersion modification(int table, byte[] key, Window window, byte[] changes) {
        return new HistoryVersion(table, key, 0, window, MODIFICATION, changes);
    }

    /** As it stands in the history store. */
    Entry entry() {
        long start = window.startTimestamp().orElse(0);
        byte[] packedKey = new PackedBytes()
                .unsigned(Integer.toUnsignedLong(table))
                .withLength(key)
                .unsigned(start)
                .unsigned(counter)
                .toByteArray();
        byte[] packedValue = new PackedBytes()
                .unsigned(window.stopDurable().orElse(window.stopTimestamp().orElse(-1)))
                .unsigned(window.startDurable().orElse(start))
                .unsigned(type)
                .raw(data)
                .toByteArray();
        return Entry.of(packedKey, packedValue).with(window);
    }
}
