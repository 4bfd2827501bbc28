package io.snapferry.server.catalog.sql;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Tells a database that cannot answer now, and may later, from a statement that is wrong. */
final class CatalogOutage {
    private static final String UNREACHABLE = "its database cannot be reached";
    private static final String FULL = "the disk of its database is full";
    private static final String FAILING = "the disk of its database fails";
    private static final String BUSY = "its database is busy";
    private static final String READ_ONLY = "its database is read-only";
    private static final String STOPPING = "its database is shutting down or starting";

    /** SQL states, or their first two digits; see Appendix A of PostgreSQL's manual. */
    private static final Map<String, String> STATES = Map.ofEntries(
            Map.entry("08", UNREACHABLE),
            Map.entry("53100", FULL),
            Map.entry("53", BUSY),
            Map.entry("55P03", BUSY), // lock not available
            Map.entry("25P03", BUSY), // idle in a transaction for too long
            Map.entry("25P04", BUSY), // transaction took too long
            Map.entry("57014", BUSY), // statement took too long
            Map.entry("57", STOPPING),
            Map.entry("58", FAILING),
            Map.entry("25006", READ_ONLY)); // became a standby

    private static final Map<SQLiteErrorCode, String> SQLITE_CODES = Map.of(
            SQLiteErrorCode.SQLITE_FULL, FULL,
            SQLiteErrorCode.SQLITE_IOERR, FAILING,
            SQLiteErrorCode.SQLITE_BUSY, BUSY,
            SQLiteErrorCode.SQLITE_READONLY, READ_ONLY,
            SQLiteErrorCode.SQLITE_CANTOPEN, FAILING);

    private static final int PRIMARY_CODE_MASK = 0xff;
    private static final int CLASS_LENGTH = 2;

    private CatalogOutage() {}

    /** @return what is the matter, when it is an outage that caused the failure */
    static Optional<String> reason(Throwable failure) {
        Throwable cause = failure;
        while (cause != null) {
            if (cause instanceof SQLException database) {
                Optional<String> reason = reason(database);
                if (reason.isPresent()) {
                    return reason;
                }
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private static Optional<String> reason(SQLException failure) {
        if (failure instanceof SQLiteException sqlite) {
            int primary = sqlite.getResultCode().code & PRIMARY_CODE_MASK;
            return SQLITE_CODES.entrySet().stream()
                    .filter(entry -> entry.getKey().code == primary)
                    .map(Map.Entry::getValue)
                    .findFirst();
        }
        String state = failure.getSQLState();
        if (state != null && state.length() > CLASS_LENGTH) {
            Optional<String> known = Optional.ofNullable(STATES.get(state))
                    .or(() -> Optional.ofNullable(STATES.get(state.substring(0, CLASS_LENGTH))));
            if (known.isPresent()) {
                return known;
            }
        }
        return failure instanceof SQLTransientConnectionException ? Optional.of(UNREACHABLE) : Optional.empty();
    }
}
