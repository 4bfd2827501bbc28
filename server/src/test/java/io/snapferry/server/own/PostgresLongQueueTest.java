package io.snapferry.server.own;

import io.snapferry.server.catalog.sql.Postgres;
import io.snapferry.server.catalog.sql.SqlCatalog;
import org.junit.jupiter.api.Tag;

@Tag(Postgres.TAG)
final class PostgresLongQueueTest extends LongQueueContractTest {
    @Override
    protected SqlCatalog create() throws Exception {
        return Postgres.openNew();
    }
}
