package io.snapferry.wiredtiger.testing;

import java.util.Optional;
import java.util.function.LongFunction;

/**
 * What the pages of a tree look like.
 *
 * @param leafBytes at which a leaf is full, unpacked
 * @param internalBytes at which an internal page is full; it has two children at least
 * @param hasPrefixes whether keys are stored without what they have in common with the key before
 * @param hasCopies whether a value that is on the page already is stored as a copy
 * @param hasShortSeparators whether internal pages have only as much of a key as tells two leaves apart
 * @param overflowKeysFrom length of a separator from which it has a block of its own
 * @param addressWindow stands in all addresses of pages
 * @param truncates by number of the leaf, from 0
 * @param rootIsLeaf whether a tree of one leaf has no internal page above it
 */
record TreeSettings(
        int leafBytes,
        int internalBytes,
        boolean hasPrefixes,
        boolean hasCopies,
        boolean hasShortSeparators,
        int overflowKeysFrom,
        Optional<Window> addressWindow,
        LongFunction<Truncate> truncates,
        boolean rootIsLeaf) {}
