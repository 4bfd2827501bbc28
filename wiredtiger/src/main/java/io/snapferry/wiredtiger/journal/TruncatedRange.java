package io.snapferry.wiredtiger.journal;

import io.snapferry.wiredtiger.btree.Key;
import io.snapferry.wiredtiger.packing.Slice;
import java.util.Optional;

/**
 * Neighbouring keys of one table that were removed as a whole.
 *
 * @param sequence when that happened, among the changes of all tables
 * @param first the first key that went; empty means from the beginning
 * @param last the last key that went; empty means to the end
 */
record TruncatedRange(long sequence, Optional<Key> first, Optional<Key> last) {
    boolean beginsAfter(Slice key) {
        return first.filter(bound -> bound.slice().compareBytes(key) > 0).isPresent();
    }

    boolean endsBefore(Slice key) {
        return last.filter(bound -> bound.slice().compareBytes(key) < 0).isPresent();
    }
}
