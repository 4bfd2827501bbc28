package io.snapferry.source.datadirectory.oplog;

import io.snapferry.wiredtiger.btree.KeyRange;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.IOException;
import java.util.Optional;

/** Where the oplog's records are. */
public interface OplogTable {
    /** The file of which errors speak. */
    String file();

    /** A new cursor over all records; whoever opens it closes it. */
    RecordCursor open() throws IOException;

    /** The record of one entry. */
    default Optional<byte[]> find(long timestamp) throws IOException {
        try (RecordCursor cursor = open()) {
            cursor.seek(new KeyRange(Optional.of(OplogTime.key(timestamp)), Optional.of(OplogTime.key(timestamp + 1))));
            return cursor.next() ? Optional.of(cursor.value().toByteArray()) : Optional.empty();
        }
    }
}
