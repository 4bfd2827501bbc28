package io.snapferry.wiredtiger.btree;

import java.util.Optional;

/**
 * Some neighbouring keys.
 *
 * @param from the first key that belongs to it; empty means from the beginning
 * @param to the first key behind it; empty means to the end
 */
public record KeyRange(Optional<Key> from, Optional<Key> to) {
    /** Every key. */
    public static final KeyRange ALL = new KeyRange(Optional.empty(), Optional.empty());
}
