package io.snapferry.source.datadirectory;

import io.snapferry.source.datadirectory.oplog.AppliedOplog;
import io.snapferry.source.datadirectory.oplog.CollectionState;
import io.snapferry.source.datadirectory.oplog.ResolvedCollection;
import io.snapferry.wiredtiger.btree.TreeDivision;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.IOException;
import java.util.Optional;

/**
 * Records with the oplog's entries laid over them.
 *
 * @param collection as it is after the last entry
 * @param base its records at the stable timestamp
 */
record OplogRecords(AppliedOplog oplog, CollectionState collection, CollectionRecords base)
        implements CollectionRecords {
    @Override
    public String file() {
        return base.file();
    }

    @Override
    public String keyFormat() throws IOException {
        return base.keyFormat();
    }

    @Override
    public boolean exists() throws IOException {
        return base.exists();
    }

    @Override
    public RecordCursor open() throws IOException {
        Optional<ResolvedCollection> changes = oplog.resolve(collection, base);
        return changes.isPresent() ? changes.get().over(base.open()) : base.open();
    }

    /** Divided where the base is; what is inserted comes behind its last key, so to the last span. */
    @Override
    public TreeDivision.Division divide(long unpackedBytes) throws IOException {
        return base.divide(unpackedBytes);
    }

    @Override
    public Growth growth() throws IOException {
        Optional<ResolvedCollection> changes = oplog.resolve(collection, base);
        return changes.map(resolved -> new Growth(resolved.documentDelta(), resolved.byteDelta()))
                .orElse(Growth.NONE);
    }
}
