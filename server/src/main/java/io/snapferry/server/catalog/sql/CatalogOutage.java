package io.snapferry.server.catalog.sql;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Tells a database that cannot answer now, and may later, from a statement that is wrong. */
public final class CatalogOutage {
    /** Classes of SQL states: connection, resources, limits, operator's intervention, system error; see PostgreSQL's Appendix A. */
    private static final Set<String> STATE_CLASSES = Set.of("08", "53", "54", "57", "58");

    /** Lock not available, a transaction idle for too long, and read only: the server became a standby. */
    private static final Set<String> STATES = Set.of("55P03", "25P03", "25006");

    private static final Set<SQLiteErrorCode> SQLITE_CODES = Set.of(
            SQLiteErrorCode.SQLITE_FULL,
            SQLiteErrorCode.SQLITE_IOERR,
            SQLiteErrorCode.SQLITE_BUSY,
            SQLiteErrorCode.SQLITE_READONLY,
            SQLiteErrorCode.SQLITE_CANTOPEN);

    private static final int PRIMARY_CODE_MASK = 0xff;

    private CatalogOutage() {}

    /** @return the database's own words, when its outage is what caused the failure */
    public static Optional<String> reason(Throwable failure) {
        Throwable cause = failure;
        while (cause != null) {
            if (cause instanceof SQLException database && isOutage(database)) {
                return Optional.of(firstLine(database));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private static boolean isOutage(SQLException failure) {
        if (failure instanceof SQLiteException sqlite) {
            int primary = sqlite.getResultCode().code & PRIMARY_CODE_MASK;
            return SQLITE_CODES.stream().anyMatch(code -> code.code == primary);
        }
        if (failure instanceof SQLTransientConnectionException) {
            return true;
        }
        String state = failure.getSQLState();
        return state != null
                && state.length() == 5
                && (STATES.contains(state) || STATE_CLASSES.contains(state.substring(0, 2)));
    }

    private static String firstLine(SQLException failure) {
        return String.valueOf(failure.getMessage()).strip().lines().findFirst().orElse("no reason was given");
    }
}
