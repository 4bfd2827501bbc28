package io.snapferry.source.datadirectory.oplog;

import io.snapferry.wiredtiger.journal.SortedChanges;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.Closeable;
import java.io.IOException;

/**
 * What entries change of one collection, by the key of the record. Can be read by several threads.
 *
 * @param changes of table 0
 * @param documentDelta how many documents there are more
 * @param byteDelta how many bytes they have more
 */
public record ResolvedCollection(SortedChanges changes, long documentDelta, long byteDelta) implements Closeable {

    /**
     * Lays the changes over the collection's records.
     *
     * @param base is closed with the result
     */
    public RecordCursor over(RecordCursor base) {
        return changes.over(base, 0);
    }

    @Override
    public void close() throws IOException {
        changes.close();
    }
}
