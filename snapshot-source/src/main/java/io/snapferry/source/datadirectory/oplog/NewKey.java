package io.snapferry.source.datadirectory.oplog;

import io.snapferry.bson.ElementType.Code;
import io.snapferry.wiredtiger.packing.MalformedException;
import io.snapferry.wiredtiger.packing.PackedReader;
import io.snapferry.wiredtiger.packing.PackedWriter;
import io.snapferry.wiredtiger.packing.Slice;
import java.util.Optional;

/**
 * Keys of records that are inserted: behind all others in the order of the inserts, or, in a clustered collection, where
 * the _id belongs.
 *
 * @param isClustered whether keys are made of the _id
 * @param last the largest number that is a key, 0 when there is none; without meaning when it is clustered
 */
record NewKey(boolean isClustered, long last) {
    private static final String NUMBERS = "q";

    /** Of an object id in a key, see docs/formats/wiredtiger.md. */
    private static final byte OBJECT_ID_KEY = 0x64;

    private static final int OBJECT_ID_BYTES = 12;

    /** @param lastKey the last one of the collection */
    static NewKey behind(String keyFormat, Optional<Slice> lastKey) {
        if (!keyFormat.equals(NUMBERS)) {
            return new NewKey(true, 0);
        }
        return new NewKey(false, lastKey.map(NewKey::number).orElse(0L));
    }

    private static long number(Slice key) {
        PackedReader reader = new PackedReader();
        reader.reset(key.bytes(), key.offset(), key.offset() + key.length());
        try {
            return Math.max(0, reader.signed());
        } catch (MalformedException e) {
            throw new UnappliableException("record id " + key + " is no number");
        }
    }

    /**
     * @param sequence of the insert, above 0
     * @param document that is inserted
     */
    byte[] of(long sequence, byte[] document) {
        if (!isClustered) {
            UnappliableException.verify(
                    last <= Long.MAX_VALUE - sequence, "there are no record ids left behind " + last);
            return new PackedWriter().unsigned(last + sequence).toByteArray();
        }
        Field id = Fields.find(document, 0, document.length, "_id")
                .filter(field -> field.type() == Code.OBJECT_ID)
                .orElseThrow(() -> new UnappliableException(
                        "an insert into a clustered collection with an _id that is no object id is not supported"));
        byte[] key = new byte[1 + OBJECT_ID_BYTES];
        key[0] = OBJECT_ID_KEY;
        System.arraycopy(id.bytes(), id.from(), key, 1, OBJECT_ID_BYTES);
        return key;
    }
}
