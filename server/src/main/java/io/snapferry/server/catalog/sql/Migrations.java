package io.snapferry.server.catalog.sql;

import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/** Brings a database to the schema that this program knows. */
final class Migrations {
    private Migrations() {}

    /**
     * Applies what is missing.
     *
     * @param where names the database in messages
     * @throws CatalogOpenException when the database is of a newer program, or is none of ours
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

    /** Left alone, Flyway takes a schema of the future for good. */
    private static void refuseNewer(Flyway flyway, String where) throws CatalogOpenException {
        MigrationInfo[] migrations = flyway.info().all();
        MigrationVersion known = Arrays.stream(migrations)
                .filter(migration -> !migration.getState().isApplied()
                        || migration.getState().isResolved())
                .map(MigrationInfo::getVersion)
                .max(MigrationVersion::compareTo)
                .orElse(MigrationVersion.EMPTY);
        for (MigrationInfo migration : migrations) {
            if (migration.getState().isApplied() && !migration.getState().isResolved()) {
                throw new CatalogOpenException(where + " was written by a newer Snapferry: its schema has version "
                        + migration.getVersion() + ", this one knows versions up to " + known);
            }
        }
    }

    private static String firstLine(FlywayException e) {
        String message = String.valueOf(e.getMessage()).strip();
        return message.lines().findFirst().orElse("unknown reason");
    }
}
