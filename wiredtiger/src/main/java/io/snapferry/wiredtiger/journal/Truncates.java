package io.snapferry.wiredtiger.journal;

import io.snapferry.wiredtiger.btree.Key;
import io.snapferry.wiredtiger.packing.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ranges of keys of one table that were removed as a whole, in the order in which that happened. */
final class Truncates {
    /** Nothing was removed. */
    static final Truncates NONE = new Truncates();

    private record Range(long sequence, Optional<Key> first, Optional<Key> last) {
        boolean covers(Slice key) {
            return first.filter(bound -> key.compareBytes(bound.slice()) < 0).isEmpty()
                    && last.filter(bound -> key.compareBytes(bound.slice()) > 0).isEmpty();
        }
    }

    private final List<Range> ranges = new ArrayList<>();

    /** @param sequence grows from call to call */
    void add(long sequence, Optional<Slice> first, Optional<Slice> last) {
        ranges.add(new Range(sequence, first.map(Key::copyOf), last.map(Key::copyOf)));
    }

    /** Whether a range that was removed between two changes has the key. */
    boolean covers(Slice key, long afterSequence, long beforeSequence) {
        for (Range range : ranges) {
            if (range.sequence() > afterSequence && range.sequence() < beforeSequence && range.covers(key)) {
                return true;
            }
        }
        return false;
    }
}
