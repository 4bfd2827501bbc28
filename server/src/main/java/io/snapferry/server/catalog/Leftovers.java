package io.snapferry.server.catalog;

/** What becomes of the objects that a cancelled export wrote. */
public enum Leftovers {
    /** They stay. Exporting needs no right to delete. */
    KEEP,
    /** They are deleted, which needs DeleteObject. */
    REMOVE
}
