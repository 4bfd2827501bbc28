package io.snapferry.server.catalog.sql;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.jdbi.v3.core.ConnectionFactory;
import org.jspecify.annotations.Nullable;

/** A few connections that read beside the writer: each sees the last commit from before its transaction. Thread-safe. */
final class SqliteReaders implements ConnectionFactory, Closeable {
    /** Reads take well under a millisecond, so more connections would only compete for the processors. */
    private static final int MAX_CONNECTIONS = 8;

    private final SqliteFile file;
    private final Semaphore turns = new Semaphore(MAX_CONNECTIONS, true);
    private final ConcurrentLinkedQueue<Connection> idle = new ConcurrentLinkedQueue<>();
    /** Written while all turns are held, read while one is. */
    private boolean isClosed;

    SqliteReaders(SqliteFile file) {
        this.file = file;
    }

    @Override
    public Connection openConnection() throws SQLException {
        turns.acquireUninterruptibly();
        try {
            if (isClosed) {
                throw new SQLException("the catalog is closed");
            }
            @Nullable Connection connection = idle.poll();
            return connection == null ? file.openForReading() : connection;
        } catch (SQLException e) {
            turns.release();
            throw e;
        }
    }

    @Override
    public void closeConnection(Connection connection) {
        idle.add(connection);
        turns.release();
    }

    /** Waits for the reads that are under way. */
    @Override
    public void close() {
        turns.acquireUninterruptibly(MAX_CONNECTIONS);
        try {
            isClosed = true;
            @Nullable Connection connection;
            while ((connection = idle.poll()) != null) {
                connection.close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the catalog could not be closed: " + e.getMessage(), e);
        } finally {
            turns.release(MAX_CONNECTIONS);
        }
    }
}
