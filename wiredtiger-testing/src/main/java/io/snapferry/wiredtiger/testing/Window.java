package io.snapferry.wiredtiger.testing;

import java.util.OptionalLong;

/**
 * From when to when a value is valid. What is empty is left out of the cell, so that its default counts. Timestamps and
 * transaction ids are unsigned. Immutable.
 *
 * @param startDurable when the begin became durable
 * @param stopDurable when the end became durable
 * @param isPrepared whether the transaction is prepared and not yet committed
 */
public record Window(
        OptionalLong startTimestamp,
        OptionalLong startTransaction,
        OptionalLong startDurable,
        OptionalLong stopTimestamp,
        OptionalLong stopTransaction,
        OptionalLong stopDurable,
        boolean isPrepared) {

    /** A window in which nothing stands. */
    public static final Window EMPTY = new Window(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            false);

    private static final long NO_STOP_TIMESTAMP = -1;

    /** Begins at a time, by a transaction. */
    public static Window from(long timestamp, long transaction) {
        return new Window(
                OptionalLong.of(timestamp),
                OptionalLong.of(transaction),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                false);
    }

    /** The same with an end. */
    public Window to(long timestamp, long transaction) {
        return new Window(
                startTimestamp,
                startTransaction,
                startDurable,
                OptionalLong.of(timestamp),
                OptionalLong.of(transaction),
                stopDurable,
                isPrepared);
    }

    /** The same with another durable timestamp of the begin. */
    public Window startDurableAt(long timestamp) {
        return new Window(
                startTimestamp,
                startTransaction,
                OptionalLong.of(timestamp),
                stopTimestamp,
                stopTransaction,
                stopDurable,
                isPrepared);
    }

    /** The same with another durable timestamp of the end. */
    public Window stopDurableAt(long timestamp) {
        return new Window(
                startTimestamp,
                startTransaction,
                startDurable,
                stopTimestamp,
                stopTransaction,
                OptionalLong.of(timestamp),
                isPrepared);
    }

    /** The same of a prepared transaction. */
    public Window prepared() {
        return new Window(
                startTimestamp, startTransaction, startDurable, stopTimestamp, stopTransaction, stopDurable, true);
    }

    /** Adds the second descriptor byte and the numbers. */
    void writeTo(PackedBytes cell) {
        cell.octet((isPrepared ? 0x01 : 0)
                + bit(startDurable, 0x02)
                + bit(stopDurable, 0x04)
                + bit(startTimestamp, 0x08)
                + bit(stopTimestamp, 0x10)
                + bit(startTransaction, 0x20)
                + bit(stopTransaction, 0x40));
        startTimestamp.ifPresent(cell::unsigned);
        startTransaction.ifPresent(cell::unsigned);
        startDurable.ifPresent(value -> cell.unsigned(value - startTimestamp.orElse(0)));
        stopTimestamp.ifPresent(value -> cell.unsigned(value - startTimestamp.orElse(0)));
        stopTransaction.ifPresent(value -> cell.unsigned(value - startTransaction.orElse(0)));
        stopDurable.ifPresent(value -> cell.unsigned(value - stopTimestamp.orElse(NO_STOP_TIMESTAMP)));
    }

    private static int bit(OptionalLong value, int bit) {
        return value.isPresent() ? bit : 0;
    }
}
