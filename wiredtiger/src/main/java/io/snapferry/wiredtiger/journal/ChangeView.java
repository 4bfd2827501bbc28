package io.snapferry.wiredtiger.journal;

import io.snapferry.wiredtiger.packing.LittleEndian;
import io.snapferry.wiredtiger.packing.Slice;

/** One change where it lies, in the form of {@link ChangeBatch}. Reused; for one thread. */
final class ChangeView {
    private final Slice key = new Slice();
    private final Slice value = new Slice();
    private ChangeKind kind = ChangeKind.PUT;
    private long sequence;

    void set(byte[] bytes, int offset) {
        int keyLength = LittleEndian.int32(bytes, offset + ChangeBatch.KEY_LENGTH_OFFSET);
        int keyOffset = offset + ChangeBatch.HEADER_BYTES;
        kind = ChangeKind.ofCode(bytes[offset + ChangeBatch.KIND_OFFSET]);
        sequence = LittleEndian.int64(bytes, offset + ChangeBatch.SEQUENCE_OFFSET);
        key.set(bytes, keyOffset, keyLength);
        value.set(bytes, keyOffset + keyLength, LittleEndian.int32(bytes, offset + ChangeBatch.VALUE_LENGTH_OFFSET));
    }

    ChangeKind kind() {
        return kind;
    }

    long sequence() {
        return sequence;
    }

    Slice key() {
        return key;
    }

    Slice value() {
        return value;
    }
}
