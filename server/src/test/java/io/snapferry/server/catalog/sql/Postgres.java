package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.SecretsKeys;
import io.snapferry.source.encryption.EncryptionKey;
import io.snapferry.testing.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/** One PostgreSQL server for all tests of this process, ended with it; each test gets a database of its own. */
public final class Postgres {
    /** Tag of the tests that need it. */
    public static final String TAG = "postgresql";

    private Postgres() {}

    private static final class Started {
        private static final PostgresServer SERVER = start();

        private static PostgresServer start() {
            try {
                Path folder = Files.createTempDirectory("snapferry-postgres");
                PostgresServer server = PostgresServer.start(folder.resolve("data"));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "postgres-stop"));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void stop(PostgresServer server) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** For the secrets of its catalogs. */
    public static final SecretsKeys KEYS =
            new SecretsKeys(Optional.of(EncryptionKey.of(new byte[EncryptionKey.SIZE_BYTES])), Optional.empty());

    /** Opens the catalog of an empty database. */
    public static SqlCatalog openNew() throws SQLException, IOException {
        return SqlCatalog.open(newDatabase(), KEYS);
    }

    /** How an empty database is reached. */
    public static PostgresSettings newDatabase() throws SQLException {
        return new PostgresSettings(Started.SERVER.newDatabase(), Optional.empty(), Optional.empty(), 4);
    }
}
