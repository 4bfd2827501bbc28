package io.snapferry.source.datadirectory.oplog;

import io.snapferry.wiredtiger.packing.Slice;
import java.nio.ByteBuffer;

/**
 * The value of a change that waits for its document.
 *
 * <pre>
 *  offset  size  field
 *       0     8  timestamp of the entry
 *       8     1  1 when an update inserts what is not there
 *       9        document that is inserted, or the update
 * </pre>
 *
 * @param timestamp of the entry
 * @param isUpsert whether an update inserts what is not there
 * @param operand the document that is inserted, the update, or nothing
 */
record DocumentChange(long timestamp, boolean isUpsert, Slice operand) {
    private static final int HEADER_BYTES = 9;

    Slice toSlice() {
        byte[] bytes = new byte[HEADER_BYTES + operand.length()];
        ByteBuffer.wrap(bytes)
                .putLong(timestamp)
                .put((byte) (isUpsert ? 1 : 0))
                .put(operand.bytes(), operand.offset(), operand.length());
        return Slice.of(bytes);
    }

    /** The operand is a view of the value. */
    static DocumentChange of(Slice value) {
        ByteBuffer bytes = ByteBuffer.wrap(value.bytes(), value.offset(), value.length());
        return new DocumentChange(
                bytes.getLong(),
                bytes.get() != 0,
                new Slice().set(value.bytes(), value.offset() + HEADER_BYTES, value.length() - HEADER_BYTES));
    }
}
