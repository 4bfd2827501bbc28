package io.snapferry.source.datadirectory.oplog;

import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.IOException;

/** The records of a collection as of the stable timestamp. */
public interface BaseRecords {
    /** The file of which errors speak. */
    String file();

    /** {@code q} when the keys are numbers, {@code u} when they are made of the documents' _id. */
    String keyFormat() throws IOException;

    /** A new cursor over all records; whoever opens it closes it. */
    RecordCursor open() throws IOException;
}
