package io.snapferry.wiredtiger.journal;

import io.snapferry.wiredtiger.packing.Slice;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Sorted changes of many tables, in memory or in a file. Can be read by several threads at the same time. */
interface SortedRun extends Closeable {
    /** Stands before the first change of a table, or before its first one at or behind a key. */
    RunCursor open(int fileId, Optional<Slice> from) throws IOException;
}
