package io.snapferry.server.catalog.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * A database of a PostgreSQL server, which any number of servers share. Transactions that write take turns by an advisory
 * lock, so the code above sees what it sees with SQLite: see docs/adr/0013-postgresql.md.
 */
final class PostgresDatabase implements CatalogDatabase {
    /** A server that hangs must not keep the turn: the database ends its transaction, and it its own wait for an answer. */
    private static final String TIME_LIMITS = "-c idle_in_transaction_session_timeout=30s -c lock_timeout=20s"
            + " -c statement_timeout=60s -c client_connection_check_interval=5s";

    /** A migration of a large table takes what it takes. */
    private static final String NO_TIME_LIMITS = "-c client_connection_check_interval=5s";

    private static final String SOCKET_TIMEOUT_SECONDS = "90";

    private final HikariDataSource connections;
    private final String place;
    private final Jdbi reads;
    private final Jdbi writes;
    private final PostgresClock clock;

    private PostgresDatabase(HikariDataSource connections, String place) {
        this.connections = connections;
        this.place = place;
        this.reads = Columns.prepare(Jdbi.create(connections)).setTransactionHandler(PostgresTransactions.reading());
        this.writes = Columns.prepare(Jdbi.create(connections)).setTransactionHandler(PostgresTransactions.writing());
        this.clock = new PostgresClock(reads, Clock.systemUTC());
    }

    /** Brings the database to this program's schema and opens it. */
    static PostgresDatabase open(PostgresSettings settings) throws CatalogOpenException {
        try (HikariDataSource unlimited = connect(settings, NO_TIME_LIMITS)) {
            Migrations.apply(unlimited, settings.place());
        }
        HikariDataSource connections = connect(settings, TIME_LIMITS);
        try {
            return new PostgresDatabase(connections, settings.place());
        } catch (RuntimeException e) {
            connections.close();
            throw e;
        }
    }

    private static HikariDataSource connect(PostgresSettings settings, String limits) throws CatalogOpenException {
        HikariConfig config = new HikariConfig();
        config.setPoolName("catalog");
        config.setJdbcUrl(settings.url());
        settings.user().ifPresent(config::setUsername);
        settings.password().ifPresent(config::setPassword);
        config.setMaximumPoolSize(settings.maxConnections());
        config.setConnectionTimeout(settings.patience().toMillis());
        config.setInitializationFailTimeout(settings.patience().toMillis());
        config.addDataSourceProperty("ApplicationName", "snapferry");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        if (limits.equals(TIME_LIMITS)) {
            config.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT_SECONDS);
        }
        config.addDataSourceProperty("options", limits);
        try {
            return new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            throw new CatalogOpenException(settings.place() + " cannot be reached: " + reason(e), e);
        }
    }

    private static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    @Override
    public Jdbi reads() {
        return reads;
    }

    @Override
    public Jdbi writes() {
        return writes;
    }

    @Override
    public String place() {
        return place;
    }

    /** A file would be that of one server only. */
    @Override
    public Optional<SecretsKeyFile> secretsKeyFile() {
        return Optional.empty();
    }

    /** Vacuum and the log belong to the database's own operator. */
    @Override
    public void forgetPlainTexts() {}

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void close() {
        clock.close();
        connections.close();
    }
}
