package io.snapferry.wiredtiger.directory;

/** What to do with the journal. */
public enum JournalUse {
    /** Lay its changes over the checkpoint, for tables that are in it; they cannot be read when it is missing. */
    REPLAY,
    /** Read the checkpoint alone, because the user says so. */
    IGNORE
}
