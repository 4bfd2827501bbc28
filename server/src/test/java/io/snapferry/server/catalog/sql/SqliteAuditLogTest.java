package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.AuditLogContractTest;
import io.snapferry.server.catalog.Catalog;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteAuditLogTest extends AuditLogContractTest {
    @TempDir
    private Path folder;

    @Override
    protected Catalog create() throws CatalogOpenException {
        return SqlCatalog.open(folder);
    }
}
