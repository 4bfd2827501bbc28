package io.snapferry.wiredtiger.page;

import io.snapferry.wiredtiger.packing.MalformedException;

/** What a cell is, by the code of its long form. Short cells are {@link #KEY} or {@link #VALUE}. */
public enum CellType {
    /** Address of a page that a truncate removed; see {@link CellCursor#truncateTransaction}. */
    ADDRESS_DELETED,
    /** Address of an internal page. */
    ADDRESS_INTERNAL,
    /** Address of a leaf. */
    ADDRESS_LEAF,
    /** Address of a leaf without overflow items. */
    ADDRESS_LEAF_NO_OVERFLOW,
    /** A deleted value of a column store; not supported. */
    DELETED,
    /** A key, as far as it differs from the key before. */
    KEY,
    /** Address of a key. */
    KEY_OVERFLOW,
    /** A key that begins as the key before on the page; read as {@link #KEY} with a prefix. */
    KEY_PREFIX,
    /** A value. */
    VALUE,
    /** Says that the value is that of an earlier cell on the page. */
    VALUE_COPY,
    /** Address of a value. */
    VALUE_OVERFLOW,
    /** Address of a value whose block is gone. */
    VALUE_OVERFLOW_REMOVED,
    /** Address of a key whose block is gone; never there in a checkpoint. */
    KEY_OVERFLOW_REMOVED;

    private static final CellType[] ALL = values();

    static CellType ofCode(int code, int position) {
        if (code >= ALL.length) {
            throw new MalformedException(position, "cell type " + code + " is not known");
        }
        return ALL[code];
    }

    /** Whether it stands for a page below. */
    public boolean isAddress() {
        return this == ADDRESS_DELETED
                || this == ADDRESS_INTERNAL
                || this == ADDRESS_LEAF
                || this == ADDRESS_LEAF_NO_OVERFLOW;
    }

    /** Whether it is a key, on the page or beside it. */
    public boolean isKey() {
        return this == KEY || this == KEY_OVERFLOW || this == KEY_OVERFLOW_REMOVED;
    }
}
