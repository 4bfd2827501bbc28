package io.snapferry.cli;

import io.snapferry.testing.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Databases of a PostgreSQL server. */
final class PostgresCatalogPlace implements CatalogPlace {
    /** So short that a server that starts again soon takes back what its former self was doing. */
    private static final int LEASE_SECONDS = 3;

    private static final String SECRETS_KEY = "5e".repeat(32);

    private final PostgresServer server;
    private String newest = "";

    PostgresCatalogPlace(PostgresServer server) {
        this.server = server;
    }

    @Override
    public String newCatalog() throws SQLException {
        newest = server.newDatabase();
        return "catalog: {url: '%s', secrets-key: '%s', lease-seconds: %d}\n"
                .formatted(newest, SECRETS_KEY, LEASE_SECONDS);
    }

    @Override
    public AutoCloseable holdWrites(Path dataDirectory) throws SQLException {
        Connection connection = DriverManager.getConnection(newest);
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table export_job, export_object in share row exclusive mode");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public String toString() {
        return "PostgreSQL";
    }
}
