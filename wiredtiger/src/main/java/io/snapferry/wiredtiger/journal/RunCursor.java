package io.snapferry.wiredtiger.journal;

import java.io.Closeable;
import java.io.IOException;

/** Walks over the sorted changes of one table in one run. What it hands out is valid until the next move. For one thread. */
interface RunCursor extends Closeable {
    /** Goes to the next change; false when the table has no more. */
    boolean next() throws IOException;

    /** The change; the same object for all of them. */
    ChangeView change();
}
