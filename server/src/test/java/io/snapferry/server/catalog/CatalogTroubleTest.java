package io.snapferry.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

final class CatalogTroubleTest {
    @Test
    void aFullDiskAndALostConnectionMayPass() {
        SQLException full = new SQLException("database or disk is full", null, 13);
        SQLException extended = new SQLException("disk I/O error", null, 10 | (3 << 8));
        SQLException lost = new SQLException("the connection is gone", "08006");

        assertThat(CatalogTrouble.of(new IllegalStateException(full))).contains("database or disk is full");
        assertThat(CatalogTrouble.of(extended)).contains("disk I/O error");
        assertThat(CatalogTrouble.of(lost)).contains("the connection is gone");
    }

    @Test
    void aMistakeIsNone() {
        assertThat(CatalogTrouble.of(new SQLException("constraint failed", null, 19)))
                .isEmpty();
        assertThat(CatalogTrouble.of(new SQLException("unique violation", "23505")))
                .isEmpty();
        assertThat(CatalogTrouble.of(new IllegalStateException("a defect"))).isEmpty();
    }
}
