package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.ScheduleAgendaContractTest;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteScheduleAgendaTest extends ScheduleAgendaContractTest {
    @TempDir
    private Path folder;

    @Override
    protected Catalog create() throws CatalogOpenException {
        return SqlCatalog.open(folder);
    }
}
