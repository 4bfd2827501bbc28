package io.snapferry.server.catalog.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** One file of the data directory, {@code catalog.db}, for this process alone. */
final class SqliteDatabase implements CatalogDatabase {
    private static final String FILE_NAME = "catalog.db";

    private final DataDirectory directory;
    private final Path path;
    private final SqliteReaders readers;
    private final SqliteWriter writer;
    private final Jdbi reads;
    private final Jdbi writes;

    private SqliteDatabase(DataDirectory directory, Path path, SqliteReaders readers, SqliteWriter writer) {
        this.directory = directory;
        this.path = path;
        this.readers = readers;
        this.writer = writer;
        this.reads = Columns.prepare(Jdbi.create(readers));
        this.writes = Columns.prepare(Jdbi.create(writer));
    }

    /** Takes the data directory, brings the file to this program's schema and opens it. */
    static SqliteDatabase open(Path dataDirectory) throws CatalogOpenException {
        DataDirectory directory = DataDirectory.open(dataDirectory);
        try {
            return open(directory);
        } catch (CatalogOpenException | RuntimeException e) {
            try {
                directory.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    private static SqliteDatabase open(DataDirectory directory) throws CatalogOpenException {
        Path path = directory.ownerOnlyFile(FILE_NAME);
        SqliteFile file = new SqliteFile(path);
        Migrations.apply(file.forWriting(), path.toString());
        try {
            SqliteWriter writer = new SqliteWriter(file.forWriting().getConnection());
            return new SqliteDatabase(directory, path, new SqliteReaders(file), writer);
        } catch (SQLException e) {
            throw new CatalogOpenException(path + " cannot be opened: " + e.getMessage(), e);
        }
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
        return path.toString();
    }

    @Override
    public Optional<SecretsKeyFile> secretsKeyFile() {
        return Optional.of(new SecretsKeyFile(directory.folder()));
    }

    /** Replaced texts stay in unused pages and in the log until the file is written anew. */
    @Override
    public void forgetPlainTexts() {
        writes.useHandle(handle -> {
            handle.execute("vacuum");
            handle.execute("pragma wal_checkpoint(truncate)");
        });
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public void close() {
        // closed from right to left: the last connection folds the log into the file, then the directory is free
        try (directory;
                writer;
                readers) {
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
