package io.snapferry.source.datadirectory.oplog;

import io.snapferry.wiredtiger.btree.Key;
import io.snapferry.wiredtiger.packing.MalformedException;
import io.snapferry.wiredtiger.packing.PackedReader;
import io.snapferry.wiredtiger.packing.PackedWriter;
import io.snapferry.wiredtiger.packing.Slice;

/** Timestamps of entries: seconds in the high 32 bits, the increment in the low ones. They are the keys of the oplog. */
final class OplogTime {
    private static final long INCREMENT_MASK = 0xffff_ffffL;

    private OplogTime() {}

    /** {@code seconds:increment}. */
    static String text(long timestamp) {
        return (timestamp >>> Integer.SIZE) + ":" + (timestamp & INCREMENT_MASK);
    }

    /** @param timestamp below 2^63, which is the year 2038 */
    static Key key(long timestamp) {
        UnappliableException.verify(timestamp >= 0, "timestamp " + text(timestamp) + " is too large to be a record id");
        return Key.copyOf(new PackedWriter().unsigned(timestamp).toByteArray());
    }

    static long ofKey(Slice key) {
        PackedReader reader = new PackedReader();
        reader.reset(key.bytes(), key.offset(), key.offset() + key.length());
        try {
            return reader.signed();
        } catch (MalformedException e) {
            throw new UnappliableException("record id " + key + " is no timestamp");
        }
    }
}
