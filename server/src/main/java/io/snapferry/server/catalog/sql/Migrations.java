package io.snapferry.server.catalog.sql;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a database to the schema that this program knows. */
final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    private Migrations() {}

    /**
     * Applies what is missing.
     *
     * @param where names the database in messages
     * @throws CatalogOpenException when the database is of a newer program and of no use to this one, or is none of ours
     */
    static void apply(DataSource database, String where) throws CatalogOpenException {
        try {
            Flyway flyway = Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(database)
                    .locations("classpath:db/catalog")
                    .loggers("slf4j")
                    .load();
            refuseUnusable(database, flyway, where);
            flyway.migrate();
        } catch (FlywayException e) {
            throw new CatalogOpenException(where + " cannot be used as the catalog: " + firstLine(e), e);
        }
    }

    /**
     * Left alone, Flyway takes any schema of the future. Here the schema itself tells which programs can use it, so that the
     * servers of a catalog can be replaced one by one.
     */
    private static void refuseUnusable(DataSource database, Flyway flyway, String where) throws CatalogOpenException {
        MigrationInfo[] migrations = flyway.info().all();
        Optional<MigrationVersion> newest = newest(migrations, state -> state.isApplied() && !state.isResolved());
        if (newest.isEmpty()) {
            return;
        }
        MigrationVersion known = newest(migrations, MigrationState::isResolved).orElse(MigrationVersion.EMPTY);
        MigrationVersion oldest = MigrationVersion.fromVersion(Jdbi.create(database)
                .withHandle(handle -> handle.createQuery("select oldest_version from schema_use")
                        .mapTo(String.class)
                        .one()));
        if (known.compareTo(oldest) < 0) {
            throw new CatalogOpenException(where + " was written by a newer Snapferry: its schema has version "
                    + newest.get() + ", and works with programs of version " + oldest
                    + " and newer; this one has version "
                    + known);
        }
        LOG.atWarn()
                .addKeyValue("schema", newest.get())
                .addKeyValue("program", known)
                .log("the catalog is of a newer Snapferry, and works with this one");
    }

    private static Optional<MigrationVersion> newest(MigrationInfo[] migrations, Predicate<MigrationState> which) {
        return Arrays.stream(migrations)
                .filter(migration -> which.test(migration.getState()))
                .map(MigrationInfo::getVersion)
                .max(MigrationVersion::compareTo);
    }

    private static String firstLine(FlywayException e) {
        String message = String.valueOf(e.getMessage()).strip();
        return message.lines().findFirst().orElse("unknown reason");
    }
}
