package io.snapferry.server.catalog;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** Tells a catalog that cannot be used now, which is nobody's mistake and may pass, from a mistake in how it is used. */
public final class CatalogTrouble {
    /** SQLite's codes for a file that is busy, read-only, not readable, on a full disk, or cannot be opened. */
    private static final Set<Integer> SQLITE_CODES = Set.of(5, 8, 10, 13, 14);

    /** SQLite's further codes have the main one in their lowest byte. */
    private static final int SQLITE_MAIN_CODE = 0xff;

    /** Classes of SQL states: the connection, missing resources such as room on the disk, an operator at work. */
    private static final Set<String> SQL_STATE_CLASSES = Set.of("08", "53", "57", "58");

    private static final int CLASS_LENGTH = 2;

    private CatalogTrouble() {}

    /** The database's own words, without the statement; empty when the failure is something else. */
    public static Optional<String> of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused && isTrouble(refused)) {
                return Optional.of(String.valueOf(refused.getMessage()));
            }
        }
        return Optional.empty();
    }

    private static boolean isTrouble(SQLException refused) {
        String state = refused.getSQLState();
        return (state == null || state.length() < CLASS_LENGTH)
                ? SQLITE_CODES.contains(refused.getErrorCode() & SQLITE_MAIN_CODE)
                : SQL_STATE_CLASSES.contains(state.substring(0, CLASS_LENGTH));
    }
}
