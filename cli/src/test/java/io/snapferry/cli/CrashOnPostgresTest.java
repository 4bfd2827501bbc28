package io.snapferry.cli;

import io.snapferry.testing.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The same with a catalog that survives the servers, and tells them apart. */
@Tag("postgresql")
final class CrashOnPostgresTest extends CrashTest {
    @TempDir
    private static Path database;

    private PostgresServer postgres;

    @BeforeAll
    void startPostgres() throws IOException {
        postgres = PostgresServer.start(database.resolve("data"));
    }

    @AfterAll
    void stopPostgres() throws IOException {
        postgres.close();
    }

    @Override
    CatalogPlace catalog() {
        return new PostgresCatalogPlace(postgres);
    }
}
