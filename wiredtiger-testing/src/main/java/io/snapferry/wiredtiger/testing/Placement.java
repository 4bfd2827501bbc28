package io.snapferry.wiredtiger.testing;

/** Where a key or a value lies. */
public enum Placement {
    /** In the leaf. */
    ON_PAGE,
    /** In a block of its own. */
    OVERFLOW,
    /** In a block of its own that is gone. */
    OVERFLOW_REMOVED
}
