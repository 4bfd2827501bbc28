package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.AuditLogContractTest;
import io.snapferry.server.catalog.Catalog;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;

@Tag(Postgres.TAG)
final class PostgresAuditLogTest extends AuditLogContractTest {
    @Override
    protected Catalog create() throws IOException, SQLException {
        return Postgres.openNew();
    }
}
