package io.snapferry.wiredtiger.visibility;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.btree.KeyRange;
import io.snapferry.wiredtiger.btree.TreeCursor;
import io.snapferry.wiredtiger.btree.TreeRoot;
import io.snapferry.wiredtiger.packing.Slice;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.IOException;

/**
 * Records of a table whose pages are the answer, without a point in time: it is in the journal, or was written before
 * there were timestamps. Only what is ended is left out.
 */
public final class LatestCursor implements RecordCursor {
    private final TreeCursor cursor;

    /** Opens the table's file. */
    public LatestCursor(TreeRoot tree) throws IOException {
        cursor = new TreeCursor(tree, (truncate, generation) -> true);
    }

    @Override
    public void seek(KeyRange range) throws IOException {
        cursor.seek(range);
    }

    @Override
    public boolean next() throws IOException {
        while (cursor.next()) {
            if (!cursor.window().hasStop()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Slice key() {
        return cursor.key();
    }

    @Override
    public Slice value() throws IOException {
        return cursor.value();
    }

    @Override
    public WiredTigerFormatException malformed(String reason) {
        return cursor.malformed(reason);
    }

    @Override
    public void close() throws IOException {
        cursor.close();
    }
}
