package io.snapferry.json;

/** The two forms of Extended JSON v2. */
public enum JsonMode {
    /** Every type is told apart, so the same BSON bytes can be made again. The default of an export. */
    CANONICAL,
    /** Numbers and dates as plain JSON where that is readable; integer widths are lost. */
    RELAXED
}
