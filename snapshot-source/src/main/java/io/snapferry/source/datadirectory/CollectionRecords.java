package io.snapferry.source.datadirectory;

import io.snapferry.source.datadirectory.oplog.BaseRecords;
import io.snapferry.wiredtiger.btree.TreeDivision;
import java.io.IOException;

/** The records of a collection at the point in time at which a directory is read. Can be used by several threads. */
interface CollectionRecords extends BaseRecords {
    /** Whether there is a table to read, as far as one is needed. */
    boolean exists() throws IOException;

    /** As {@link io.snapferry.wiredtiger.directory.DataDirectory#divide}. */
    TreeDivision.Division divide(long unpackedBytes) throws IOException;

    /** How much the records are more than what the server counted. */
    Growth growth() throws IOException;

    /**
     * What entries of the oplog add.
     *
     * @param documents how many, may be negative
     * @param bytes of them, may be negative
     */
    record Growth(long documents, long bytes) {
        static final Growth NONE = new Growth(0, 0);
    }
}
