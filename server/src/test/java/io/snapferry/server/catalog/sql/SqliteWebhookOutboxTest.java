package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.WebhookOutboxContractTest;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteWebhookOutboxTest extends WebhookOutboxContractTest {
    @TempDir
    private Path folder;

    @Override
    protected Catalog create() throws CatalogOpenException {
        return SqlCatalog.open(folder);
    }
}
