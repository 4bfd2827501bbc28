package io.snapferry.testing.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A server process of PostgreSQL on a port of the loopback interface. Thread-safe but for {@link #stop} and {@link #restart}. */
public final class PostgresServer implements Closeable {
    /** Who may do everything; the server asks for no password. */
    public static final String USER = "postgres";

    private static final Duration START_LIMIT = Duration.ofMinutes(1);

    private final Path data;
    private final AtomicInteger databases = new AtomicInteger();
    private EmbeddedPostgres running;

    private PostgresServer(Path data, EmbeddedPostgres running) {
        this.data = data;
        this.running = running;
    }

    /**
     * Starts a new one.
     *
     * @param data folder for its files; must not be there
     */
    public static PostgresServer start(Path data) throws IOException {
        return new PostgresServer(data, start(data, 0));
    }

    private static EmbeddedPostgres start(Path data, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPGStartupWait(START_LIMIT)
                .setPort(port)
                .setServerConfig("max_connections", "200")
                .start();
    }

    /** Makes an empty database and gives its JDBC URL, which names {@link #USER}. */
    public String newDatabase() throws SQLException {
        String name = "d" + databases.incrementAndGet();
        execute("create database " + name);
        return "jdbc:postgresql://127.0.0.1:" + running.getPort() + "/" + name + "?user=" + USER;
    }

    /** Runs a statement as {@link #USER} in a database that no test uses. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = running.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Ends the process and all its connections. */
    public void stop() throws IOException {
        running.close();
    }

    /** Starts it again after {@link #stop}, with the same data at the same port. */
    public void restart() throws IOException {
        running = start(data, running.getPort());
    }

    @Override
    public void close() throws IOException {
        running.close();
    }
}
