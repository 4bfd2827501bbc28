package io.snapferry.server.own;

import io.snapferry.server.catalog.sql.SqlCatalog;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteLongQueueTest extends LongQueueContractTest {
    @TempDir
    private Path directory;

    @Override
    protected SqlCatalog create() throws Exception {
        return SqlCatalog.open(directory);
    }
}
