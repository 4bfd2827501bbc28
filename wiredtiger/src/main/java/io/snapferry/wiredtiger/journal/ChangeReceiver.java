package io.snapferry.wiredtiger.journal;

import io.snapferry.wiredtiger.packing.Slice;
import java.io.IOException;
import java.util.Optional;

/** Takes the changes of committed transactions, in the order in which they were written. Slices are valid for the call. */
interface ChangeReceiver {
    /**
     * Whether changes of a table are wanted.
     *
     * @param fileId unsigned
     * @param position of the transaction
     */
    boolean wants(int fileId, LogSequenceNumber position);

    /** @param value the new value, how it changes, or nothing */
    void change(int fileId, ChangeKind kind, Slice key, Slice value) throws IOException;

    /** All keys from the first to the last go, both included; empty means from the beginning, to the end. */
    void truncate(int fileId, Optional<Slice> first, Optional<Slice> last) throws IOException;
}
