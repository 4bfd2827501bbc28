package io.snapferry.wiredtiger.testing;

import java.util.ArrayList;
import java.util.List;

/** A value told as changes of another one. For one thread. */
public final class ModificationBytes {
    private final List<Change> changes = new ArrayList<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Change(byte[] data, long offset, long replaced) {}

    /** Begins with no change. */
    public ModificationBytes() {}

    /** Puts bytes in place of so many at an offset, after all changes before. */
    public ModificationBytes replace(long offset, long replaced, byte[] data) {
        changes.add(new Change(data, offset, replaced));
        return this;
    }

    /** As it stands in the history store or the journal. */
    public byte[] toByteArray() {
        PackedBytes bytes = new PackedBytes().int64(changes.size());
        for (Change change : changes) {
            bytes.int64(change.data().length).int64(change.offset()).int64(change.replaced());
        }
        changes.forEach(change -> bytes.raw(change.data()));
        return bytes.toByteArray();
    }
}
