package io.snapferry.source.datadirectory;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.btree.KeyRange;
import io.snapferry.wiredtiger.btree.LeafSpan;
import io.snapferry.wiredtiger.btree.TreeDivision;
import io.snapferry.wiredtiger.packing.Slice;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.util.List;
import java.util.Optional;

/**
 * A collection that was not there at the stable timestamp.
 *
 * @param file of the oplog, where it comes from
 * @param keyFormat of the keys that its records will get
 */
record NoRecords(String file, String keyFormat) implements CollectionRecords {
    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public RecordCursor open() {
        return new EmptyCursor(file);
    }

    @Override
    public TreeDivision.Division divide(long unpackedBytes) {
        return new TreeDivision.Division(List.of(new LeafSpan(Optional.empty(), 0)), 1);
    }

    @Override
    public Growth growth() {
        return Growth.NONE;
    }

    private record EmptyCursor(String file) implements RecordCursor {
        @Override
        public void seek(KeyRange range) {}

        @Override
        public boolean next() {
            return false;
        }

        @Override
        public Slice key() {
            throw new IllegalStateException("not at a record");
        }

        @Override
        public Slice value() {
            throw new IllegalStateException("not at a record");
        }

        @Override
        public WiredTigerFormatException malformed(String reason) {
            return WiredTigerFormatException.inFile(file, reason);
        }

        @Override
        public void close() {}
    }
}
