package io.snapferry.wiredtiger.visibility;

import java.util.Arrays;

/**
 * Which transactions a checkpoint saw. Ids are unsigned. Immutable.
 *
 * <p>A checkpoint runs beside transactions that are not finished: those in the list, and all from {@code max} on, are not
 * part of it.
 */
final class TransactionSnapshot {
    /** Every transaction is visible. */
    static final TransactionSnapshot ALL = new TransactionSnapshot(0, 0, new long[0]);

    private final long min;
    private final long max;
    private final long[] running;

    /**
     * @param min below this, every transaction is visible
     * @param max from here on, none is
     * @param running between the two, those that are not visible
     */
    TransactionSnapshot(long min, long max, long[] running) {
        this.min = min;
        this.max = max;
        this.running = running.clone();
        Arrays.sort(this.running);
    }

    boolean isVisible(long transaction) {
        if (min == 0 && max == 0) {
            return true;
        }
        if (Long.compareUnsigned(transaction, max) >= 0) {
            return false;
        }
        // Ids are below 2^63 in any directory that a server could have written, so that the signed order will do here.
        return Long.compareUnsigned(transaction, min) < 0 || Arrays.binarySearch(running, transaction) < 0;
    }
}
