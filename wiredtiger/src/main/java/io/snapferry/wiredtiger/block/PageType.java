package io.snapferry.wiredtiger.block;

import io.snapferry.wiredtiger.packing.MalformedException;

/** What a block holds, by the code in its header. MongoDB's tables are row stores: the last three. */
public enum PageType {
    /** Which blocks are used and free; nobody who only reads needs it. */
    EXTENT_LIST(1),
    /** Not supported, like the next two. */
    COLUMN_FIXED_LEAF(2),
    /** Not supported. */
    COLUMN_INTERNAL(3),
    /** Not supported. */
    COLUMN_VARIABLE_LEAF(4),
    /** One key or value that is too large for a page. */
    OVERFLOW(5),
    /** Keys and addresses of pages below. */
    ROW_INTERNAL(6),
    /** Keys and values. */
    ROW_LEAF(7);

    private static final PageType[] ALL = values();

    private final int code;

    PageType(int code) {
        this.code = code;
    }

    static PageType ofCode(int code, int position) {
        int index = code - EXTENT_LIST.code;
        if (index < 0 || index >= ALL.length) {
            throw new MalformedException(position, "page type " + code + " is not known");
        }
        return ALL[index];
    }
}
