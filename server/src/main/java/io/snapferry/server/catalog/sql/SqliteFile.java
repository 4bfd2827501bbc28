package io.snapferry.server.catalog.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/** How the database file is opened: readers beside one writer, and on the disk before a commit returns. */
final class SqliteFile {
    /** This process alone has the file; only a checkpoint or a tool looking at it can make anybody wait. */
    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(10);

    private final String url;

    SqliteFile(Path file) {
        this.url = "jdbc:sqlite:" + file;
    }

    /** For reading and writing. Transactions take the write lock when they begin, so that none fails half-way. */
    DataSource forWriting() {
        SQLiteConfig config = settings();
        config.setJournalMode(JournalMode.WAL);
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        return dataSource(config);
    }

    /** A connection that refuses to write. */
    Connection openForReading() throws SQLException {
        Connection connection = dataSource(settings()).getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma query_only = on");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private SQLiteDataSource dataSource(SQLiteConfig config) {
        SQLiteDataSource dataSource = new SQLiteDataSource(config);
        dataSource.setUrl(url);
        return dataSource;
    }

    private static SQLiteConfig settings() {
        SQLiteConfig config = new SQLiteConfig();
        config.setSynchronous(SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
        return config;
    }
}
