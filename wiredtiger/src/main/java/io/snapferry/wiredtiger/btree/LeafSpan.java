package io.snapferry.wiredtiger.btree;

import java.util.Optional;

/**
 * Some neighbouring leaves of a tree.
 *
 * @param from the key at which they begin; empty for the first leaves of the tree
 * @param storedBytes what they take in the file
 */
public record LeafSpan(Optional<Key> from, long storedBytes) {}
