package io.snapferry.wiredtiger.table;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.btree.KeyRange;
import io.snapferry.wiredtiger.packing.Slice;
import java.io.Closeable;
import java.io.IOException;

/**
 * Walks over records in key order. Stands before the first one of all keys when it is opened. What it hands out is valid
 * until the next move. For one thread; an interrupt ends it with a {@link java.nio.channels.ClosedByInterruptException}.
 */
public interface RecordCursor extends Closeable {
    /** Stands before the first record of a range, and ends with its last. */
    void seek(KeyRange range) throws IOException;

    /**
     * Goes to the next record; false when there is none, then and in all calls after.
     *
     * @throws WiredTigerFormatException when a file is damaged, or of a format that is not read
     */
    boolean next() throws IOException;

    /** The key of the record. */
    Slice key();

    /** The value of the record. Reads when it has a block of its own. */
    Slice value() throws IOException;

    /** The error that says where the record comes from. */
    WiredTigerFormatException malformed(String reason);
}
