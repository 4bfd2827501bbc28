package io.snapferry.wiredtiger.page;

import io.snapferry.wiredtiger.packing.MalformedException;
import io.snapferry.wiredtiger.packing.PackedReader;

/**
 * From when to when a value is valid: by timestamp (MongoDB's, seconds in the high 32 bits) and by transaction id. All
 * numbers are unsigned. Reused; for one thread. See docs/formats/wiredtiger.md#validity-window.
 */
public final class ValidityWindow {
    /** No stop timestamp. */
    public static final long NO_STOP_TIMESTAMP = -1;

    /** No stop transaction. */
    public static final long NO_STOP_TRANSACTION = -11;

    private static final int PREPARED = 0x01;
    private static final int START_DURABLE = 0x02;
    private static final int STOP_DURABLE = 0x04;
    private static final int START_TIMESTAMP = 0x08;
    private static final int STOP_TIMESTAMP = 0x10;
    private static final int START_TRANSACTION = 0x20;
    private static final int STOP_TRANSACTION = 0x40;
    private static final int UNUSED = 0x80;

    private long startTimestamp;
    private long startTransaction;
    private long startDurable;
    private long stopTimestamp = NO_STOP_TIMESTAMP;
    private long stopTransaction = NO_STOP_TRANSACTION;
    private long stopDurable;
    private boolean prepared;
    private boolean always = true;

    /** Valid for everyone. */
    public ValidityWindow() {}

    /** Makes it valid for everyone. */
    void setAlways() {
        if (always) {
            return;
        }
        startTimestamp = 0;
        startTransaction = 0;
        startDurable = 0;
        stopTimestamp = NO_STOP_TIMESTAMP;
        stopTransaction = NO_STOP_TRANSACTION;
        stopDurable = 0;
        prepared = false;
        always = true;
    }

    /** Reads the second descriptor byte and what follows it; most numbers are stored as differences. */
    void read(PackedReader cell, boolean ofAddress) {
        int present = cell.unsignedByte();
        if ((present & UNUSED) != 0) {
            throw new MalformedException(
                    cell.position() - 1, "validity window 0x" + Integer.toHexString(present) + " is not known");
        }
        always = false;
        prepared = (present & PREPARED) != 0;
        startTimestamp = (present & START_TIMESTAMP) != 0 ? cell.unsigned() : 0;
        startTransaction = (present & START_TRANSACTION) != 0 ? cell.unsigned() : 0;
        startDurable =
                (present & START_DURABLE) != 0 ? cell.unsigned() + startTimestamp : ofAddress ? 0 : startTimestamp;
        boolean hasStop = (present & STOP_TIMESTAMP) != 0;
        stopTimestamp = hasStop ? cell.unsigned() + startTimestamp : NO_STOP_TIMESTAMP;
        stopTransaction = (present & STOP_TRANSACTION) != 0 ? cell.unsigned() + startTransaction : NO_STOP_TRANSACTION;
        stopDurable = (present & STOP_DURABLE) != 0 ? cell.unsigned() + stopTimestamp : hasStop ? stopTimestamp : 0;
    }

    /** Takes over what another one says. */
    public void set(ValidityWindow other) {
        startTimestamp = other.startTimestamp;
        startTransaction = other.startTransaction;
        startDurable = other.startDurable;
        stopTimestamp = other.stopTimestamp;
        stopTransaction = other.stopTransaction;
        stopDurable = other.stopDurable;
        prepared = other.prepared;
        always = other.always;
    }

    /** Whether the cell has no window, so that everyone sees the value. */
    public boolean isAlways() {
        return always;
    }

    /** When the value begins. */
    public long startTimestamp() {
        return startTimestamp;
    }

    /** Who wrote the value. */
    public long startTransaction() {
        return startTransaction;
    }

    /** When the value became durable. */
    public long startDurable() {
        return startDurable;
    }

    /** When the value ends, {@link #NO_STOP_TIMESTAMP} when it does not. */
    public long stopTimestamp() {
        return stopTimestamp;
    }

    /** Who ended the value, {@link #NO_STOP_TRANSACTION} when nobody did. */
    public long stopTransaction() {
        return stopTransaction;
    }

    /** When the end became durable, 0 when there is none. */
    public long stopDurable() {
        return stopDurable;
    }

    /** Whether the value, or its end when it has one, belongs to a transaction that is prepared and not committed. */
    public boolean isPrepared() {
        return prepared;
    }

    /** Whether something ends the value. */
    public boolean hasStop() {
        return stopTransaction != NO_STOP_TRANSACTION || stopTimestamp != NO_STOP_TIMESTAMP;
    }
}
