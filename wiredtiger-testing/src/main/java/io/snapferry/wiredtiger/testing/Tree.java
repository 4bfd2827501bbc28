package io.snapferry.wiredtiger.testing;

import java.io.IOException;

/** What a table's file holds. */
@FunctionalInterface
public interface Tree {
    /**
     * Writes the pages, those below before those above.
     *
     * @return where the root lies; {@link Address#NONE} for an empty tree
     */
    Address writeTo(BlockWriter blocks) throws IOException;
}
