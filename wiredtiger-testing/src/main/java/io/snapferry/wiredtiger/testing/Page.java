package io.snapferry.wiredtiger.testing;

/**
 * A page before it is written.
 *
 * @param type one of the constants here, or any other byte
 * @param flags without the one for compressed pages
 * @param count of cells, or the length of an overflow item
 * @param content what is behind the headers
 */
@SuppressWarnings("ArrayRecordComponent") // handed on to the file and not kept
public record Page(int type, int flags, int count, byte[] content) {
    /** An overflow item. */
    public static final int OVERFLOW = 5;
    /** Keys and addresses. */
    public static final int ROW_INTERNAL = 6;
    /** Keys and values. */
    public static final int ROW_LEAF = 7;

    /** No cell has a value. */
    public static final int ALL_VALUES_EMPTY = 0x02;
    /** Each cell has a value. */
    public static final int NO_VALUE_EMPTY = 0x04;
    /** Deleted addresses say who deleted them. */
    public static final int FAST_TRUNCATES = 0x20;

    /** The page of an overflow item. */
    public static Page overflow(byte[] item) {
        return new Page(OVERFLOW, 0, item.length, item);
    }
}
