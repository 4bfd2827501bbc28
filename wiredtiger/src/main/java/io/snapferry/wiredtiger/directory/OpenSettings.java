package io.snapferry.wiredtiger.directory;

import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * How a directory is opened.
 *
 * @param journalUse what to do with the journal
 * @param wantedTables by file name: whose changes in the journal are kept
 * @param journalMemoryBytes of changes that are kept in memory, at least 1; more go to temporary files
 * @param temporaryDirectory for those
 */
public record OpenSettings(
        JournalUse journalUse, Predicate<String> wantedTables, int journalMemoryBytes, Path temporaryDirectory) {

    private static final int DEFAULT_JOURNAL_MEMORY_BYTES = 32 << 20;

    /** All tables, in the system's folder for temporary files. */
    public static OpenSettings defaults() {
        return new OpenSettings(
                JournalUse.REPLAY,
                name -> true,
                DEFAULT_JOURNAL_MEMORY_BYTES,
                Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
    }

    /** The same with another use of the journal. */
    public OpenSettings with(JournalUse use) {
        return new OpenSettings(use, wantedTables, journalMemoryBytes, temporaryDirectory);
    }

    /** The same for some tables only. */
    public OpenSettings forTables(Predicate<String> wanted) {
        return new OpenSettings(journalUse, wanted, journalMemoryBytes, temporaryDirectory);
    }

    /** The same with another limit of memory. */
    public OpenSettings withJournalMemoryBytes(int bytes) {
        return new OpenSettings(journalUse, wantedTables, bytes, temporaryDirectory);
    }
}
