package io.snapferry.wiredtiger.btree;

/**
 * Who removed a whole page without reading it. All numbers are unsigned.
 *
 * @param transaction id
 * @param timestamp of the commit
 * @param durable when it became durable
 */
public record FastTruncate(long transaction, long timestamp, long durable) {
    /** Of a page that was not removed. */
    public static final FastTruncate NONE = new FastTruncate(0, 0, 0);
}
