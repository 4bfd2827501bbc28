package io.snapferry.server.catalog.sql;

import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/** Brings a database to the schema that this program knows. */
final class Migrations {
    /** How many versions of the schema this program may be behind. */
    private static final int VERSIONS_AHEAD = 1;

    private Migrations() {}

    /**
     * Applies what is missing.
     *
     * @param where names the database in messages
     * @throws CatalogOpenException when the database is of a program more than one version newer, or is none of ours
     */
    static void apply(DataSource database, String where) throws CatalogOpenException {
        try {
            Flyway flyway = Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(database)
                    .locations("classpath:db/catalog")
                    .loggers("slf4j")
                    .load();
            refuseNewer(flyway, where);
            flyway.migrate();
        } catch (FlywayException e) {
            throw new CatalogOpenException(where + " cannot be used as the catalog: " + firstLine(e), e);
        }
    }

    /**
     * Left alone, Flyway takes a schema of the future for good. One version ahead is what a server sees while the servers of a
     * catalog are replaced one by one; every migration leaves the schema usable for the program before it.
     */
    private static void refuseNewer(Flyway flyway, String where) throws CatalogOpenException {
        MigrationInfo[] migrations = flyway.info().all();
        List<MigrationVersion> unknown = Arrays.stream(migrations)
                .filter(migration -> migration.getState().isApplied()
                        && !migration.getState().isResolved())
                .map(MigrationInfo::getVersion)
                .sorted()
                .toList();
        if (unknown.size() > VERSIONS_AHEAD) {
            MigrationVersion known = Arrays.stream(migrations)
                    .filter(migration -> migration.getState().isResolved())
                    .map(MigrationInfo::getVersion)
                    .max(MigrationVersion::compareTo)
                    .orElse(MigrationVersion.EMPTY);
            throw new CatalogOpenException(where + " was written by a newer Snapferry: its schema has version "
                    + unknown.get(unknown.size() - 1) + ", this one works with versions up to one after " + known);
        }
    }

    private static String firstLine(FlywayException e) {
        String message = String.valueOf(e.getMessage()).strip();
        return message.lines().findFirst().orElse("unknown reason");
    }
}
