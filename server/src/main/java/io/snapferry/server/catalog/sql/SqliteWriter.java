package io.snapferry.server.catalog.sql;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.ConnectionFactory;

/**
 * The one connection that writes. SQLite takes one writer at a time anyway; waiting here is fair and costs no polling.
 * Open and close of a handle must be of one thread, as Jdbi does it.
 */
final class SqliteWriter implements ConnectionFactory, Closeable {
    private final Connection connection;
    /** Held from a handle's opening to its closing. */
    private final ReentrantLock turn = new ReentrantLock(true);

    SqliteWriter(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Connection openConnection() {
        turn.lock();
        return connection;
    }

    @Override
    public void closeConnection(Connection ignored) {
        turn.unlock();
    }

    /** Waits for the writer whose turn it is. */
    @Override
    public void close() {
        turn.lock();
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the catalog could not be closed: " + e.getMessage(), e);
        } finally {
            turn.unlock();
        }
    }
}
