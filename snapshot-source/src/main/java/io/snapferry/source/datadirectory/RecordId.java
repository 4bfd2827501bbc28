package io.snapferry.source.datadirectory;

import io.snapferry.wiredtiger.packing.MalformedException;
import io.snapferry.wiredtiger.packing.PackedReader;
import io.snapferry.wiredtiger.packing.Slice;

/** The keys of a collection's records, as people know them. */
final class RecordId {
    private static final String NUMBERS = "q";

    private RecordId() {}

    /** A number, or hex for clustered collections. */
    static String text(Slice key, String keyFormat) {
        if (!keyFormat.equals(NUMBERS)) {
            return key.toString();
        }
        PackedReader reader = new PackedReader();
        reader.reset(key.bytes(), key.offset(), key.offset() + key.length());
        try {
            return Long.toString(reader.signed());
        } catch (MalformedException e) {
            return key.toString();
        }
    }
}
