package io.snapferry.server.catalog.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

final class CatalogOutageTest {
    @Test
    void tellsWhatTheDatabaseLacks() {
        SQLException full = new SQLiteException("database or disk is full", SQLiteErrorCode.SQLITE_FULL);
        SQLException extended = new SQLiteException("disk I/O error", SQLiteErrorCode.SQLITE_IOERR_FSYNC);

        assertThat(CatalogOutage.reason(new IllegalStateException(full))).contains("the disk of its database is full");
        assertThat(CatalogOutage.reason(extended)).contains("the disk of its database fails");
        assertThat(CatalogOutage.reason(new SQLException("the connection is gone", "08006")))
                .contains("its database cannot be reached");
        assertThat(CatalogOutage.reason(new SQLException("no room", "53100")))
                .contains("the disk of its database is full");
        assertThat(CatalogOutage.reason(new SQLException("too many", "53300"))).contains("its database is busy");
        assertThat(CatalogOutage.reason(new SQLTransientConnectionException("no connection in time")))
                .contains("its database cannot be reached");
    }

    @Test
    void aMistakeIsNone() {
        assertThat(CatalogOutage.reason(new SQLiteException("constraint failed", SQLiteErrorCode.SQLITE_CONSTRAINT)))
                .isEmpty();
        assertThat(CatalogOutage.reason(new SQLException("unique violation", "23505")))
                .isEmpty();
        assertThat(CatalogOutage.reason(new IllegalStateException("a defect"))).isEmpty();
    }
}
