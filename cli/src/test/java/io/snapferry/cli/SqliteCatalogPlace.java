package io.snapferry.cli;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The database in the data directory. */
final class SqliteCatalogPlace implements CatalogPlace {
    @Override
    public String newCatalog() {
        return "";
    }

    @Override
    public AutoCloseable holdWrites(Path dataDirectory) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + dataDirectory.resolve("catalog.db"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout = 10000");
            statement.execute("begin immediate");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public String toString() {
        return "SQLite";
    }
}
