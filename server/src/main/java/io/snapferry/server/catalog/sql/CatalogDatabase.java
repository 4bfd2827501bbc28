package io.snapferry.server.catalog.sql;

import java.io.Closeable;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * The database that the catalog is in, as two ways to it. What is written through {@link #writes} in a transaction sees
 * everything that was committed before the transaction began, and nothing else is written in a transaction meanwhile. Thread-safe.
 */
interface CatalogDatabase extends Closeable {

    /** For queries. A transaction sees one state of the database from its first query to its end. */
    Jdbi reads();

    /** For everything else; commits are on the disk when they return. */
    Jdbi writes();

    /** Names the database in messages. */
    String place();

    /** Where a key for secrets may be kept when none is configured. */
    Optional<SecretsKeyFile> secretsKeyFile();

    /** Writes anew what may still hold earlier contents of rows, where it is ours to do. */
    void forgetPlainTexts();

    /** The time that all servers of this catalog go by. */
    Clock clock();

    /** Whether other servers may use the catalog at the same time. */
    boolean isShared();

    /** Waits for what is under way. Idempotent. */
    @Override
    void close();
}
