package io.snapferry.server.catalog.sql;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.DelegatingTransactionHandler;
import org.jdbi.v3.core.transaction.LocalTransactionHandler;
import org.jdbi.v3.core.transaction.TransactionHandler;

/** Transactions of PostgreSQL that begin with a statement, which makes them what {@link CatalogDatabase} promises. */
final class PostgresTransactions extends DelegatingTransactionHandler {
    /** Any number that no other program uses in the catalog's database. */
    private static final long LOCK = 0x736e6170_66657272L;

    private final String firstStatement;

    private PostgresTransactions(TransactionHandler delegate, String firstStatement) {
        super(delegate);
        this.firstStatement = firstStatement;
    }

    /** One state of the database for all queries. */
    static TransactionHandler reading() {
        return new PostgresTransactions(
                LocalTransactionHandler.binding(), "set transaction isolation level repeatable read, read only");
    }

    /** One after another, over all servers. What is read after the lock is granted is what the one before committed. */
    static TransactionHandler writing() {
        return new PostgresTransactions(
                LocalTransactionHandler.binding(), "select pg_advisory_xact_lock(" + LOCK + ")");
    }

    @Override
    public void begin(Handle handle) {
        super.begin(handle);
        try {
            handle.execute(firstStatement);
        } catch (RuntimeException e) {
            try {
                super.rollback(handle);
            } catch (RuntimeException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    @Override
    public TransactionHandler specialize(Handle handle) throws java.sql.SQLException {
        return new PostgresTransactions(getDelegate().specialize(handle), firstStatement);
    }
}
