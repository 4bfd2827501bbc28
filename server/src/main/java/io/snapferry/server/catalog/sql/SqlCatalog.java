package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.AccessLists;
import io.snapferry.server.catalog.AccessRoles;
import io.snapferry.server.catalog.AuditLog;
import io.snapferry.server.catalog.AutoExports;
import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.Destinations;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.ExportStatistics;
import io.snapferry.server.catalog.NonceCounts;
import io.snapferry.server.catalog.ScheduleAgenda;
import io.snapferry.server.catalog.Schedules;
import io.snapferry.server.catalog.SecretsKeys;
import io.snapferry.server.catalog.ServiceAccounts;
import io.snapferry.server.catalog.SnapshotQueue;
import io.snapferry.server.catalog.Snapshots;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.catalog.TokenRegistry;
import io.snapferry.server.catalog.WebhookOutbox;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** The catalog in an SQL database: a file of the data directory, or PostgreSQL. */
public final class SqlCatalog implements Catalog {
    private final CatalogDatabase database;
    private final SqlTenants tenants;
    private final SqlDestinations destinations;
    private final SqlSnapshots snapshots;
    private final SqlExportJobs jobs;
    private final SqlNonceCounts nonceCounts;
    private final SqlSchedules schedules;
    private final SqlAccessRoles accessRoles;
    private final SqlServiceAccounts serviceAccounts;
    private final SqlTokenRegistry tokenRegistry;
    private final SqlAccessLists accessLists;
    private final SqlSnapshotQueue snapshotQueue;
    private final SqlScheduleAgenda scheduleAgenda;
    private final SqlAutoExports autoExports;
    private final SqlWebhookOutbox webhookOutbox;
    private final SqlExportStatistics statistics;
    private final SqlAuditLog auditLog;

    private SqlCatalog(CatalogDatabase database) {
        this.database = database;
        Jdbi reads = database.reads();
        Jdbi writes = database.writes();
        this.tenants = new SqlTenants(reads, writes);
        this.destinations = new SqlDestinations(reads, writes);
        this.snapshots = new SqlSnapshots(reads, writes);
        this.jobs = new SqlExportJobs(reads, writes);
        this.nonceCounts = new SqlNonceCounts(writes);
        this.schedules = new SqlSchedules(reads, writes);
        this.accessRoles = new SqlAccessRoles(reads, writes);
        this.serviceAccounts = new SqlServiceAccounts(reads, writes);
        this.tokenRegistry = new SqlTokenRegistry(reads, writes);
        this.accessLists = new SqlAccessLists(reads, writes);
        this.snapshotQueue = new SqlSnapshotQueue(reads, writes);
        this.scheduleAgenda = new SqlScheduleAgenda(reads, writes);
        this.autoExports = new SqlAutoExports(reads, writes);
        this.webhookOutbox = new SqlWebhookOutbox(reads, writes);
        this.statistics = new SqlExportStatistics(reads);
        this.auditLog = new SqlAuditLog(reads, writes);
    }

    /** The same with a key for secrets that is kept in the data directory. */
    public static SqlCatalog open(Path dataDirectory) throws CatalogOpenException {
        return open(dataDirectory, SecretsKeys.OF_THE_DATA_DIRECTORY);
    }

    /**
     * Opens the catalog of a data directory; makes both when they are not there. The folder gets mode 0700 and its files
     * 0600 where the file system has modes. Secrets are encrypted, those of an older program and those under the previous key
     * now.
     *
     * @throws CatalogOpenException when another process has the directory, a newer program wrote the catalog, the file
     *     is damaged or cannot be written, or its secrets need another key; the message says which
     */
    public static SqlCatalog open(Path dataDirectory, SecretsKeys keys) throws CatalogOpenException {
        return open(SqliteDatabase.open(dataDirectory), keys);
    }

    /**
     * Opens a catalog that servers share; makes its tables in the database's default schema when they are not there.
     *
     * @param keys with the current one, which all servers of the catalog must have
     * @throws CatalogOpenException when the database cannot be reached, a newer program wrote there, or its secrets need
     *     another key
     */
    public static SqlCatalog open(PostgresSettings settings, SecretsKeys keys) throws CatalogOpenException {
        if (keys.current().isEmpty()) {
            throw new CatalogOpenException(
                    "catalog.secrets-key must be set, the same for all servers that share the catalog in "
                            + settings.place());
        }
        return open(PostgresDatabase.open(settings), keys);
    }

    private static SqlCatalog open(CatalogDatabase database, SecretsKeys keys) throws CatalogOpenException {
        try {
            SecretBox box =
                    SealedRows.bringUnderKey(database.writes(), keys, database.secretsKeyFile(), database.place());
            Secrets.use(database.writes(), box);
            Secrets.use(database.reads(), box);
            if (database.reads().withHandle(SealedRows::hasTraces)) {
                database.forgetPlainTexts();
                database.writes().useHandle(SealedRows::tracesAreGone);
            }
            return new SqlCatalog(database);
        } catch (CatalogOpenException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** The time that all servers of this catalog go by. */
    public Clock clock() {
        return database.clock();
    }

    /** Whether other servers may work on the same catalog. */
    public boolean isShared() {
        return database.isShared();
    }

    @Override
    public Tenants tenants() {
        return tenants;
    }

    @Override
    public Destinations destinations() {
        return destinations;
    }

    @Override
    public Snapshots snapshots() {
        return snapshots;
    }

    @Override
    public ExportJobs jobs() {
        return jobs;
    }

    @Override
    public NonceCounts nonceCounts() {
        return nonceCounts;
    }

    @Override
    public Schedules schedules() {
        return schedules;
    }

    @Override
    public AccessRoles accessRoles() {
        return accessRoles;
    }

    @Override
    public boolean isReady() {
        try {
            // a real commit: a full disk or a file turned read-only shows only there
            return database.writes().withHandle(handle -> handle.execute("update readiness set checks = checks + 1"))
                    == 1;
        } catch (JdbiException e) {
            return false;
        }
    }

    @Override
    public Optional<String> outage(Throwable failure) {
        return CatalogOutage.reason(failure);
    }

    /** Waits for reads and writes that are under way. Idempotent. */
    @Override
    public void close() {
        database.close();
    }

    @Override
    public ServiceAccounts serviceAccounts() {
        return serviceAccounts;
    }

    @Override
    public TokenRegistry tokenRegistry() {
        return tokenRegistry;
    }

    @Override
    public AccessLists accessLists() {
        return accessLists;
    }

    @Override
    public SnapshotQueue snapshotQueue() {
        return snapshotQueue;
    }

    @Override
    public ScheduleAgenda scheduleAgenda() {
        return scheduleAgenda;
    }

    @Override
    public AutoExports autoExports() {
        return autoExports;
    }

    @Override
    public WebhookOutbox webhookOutbox() {
        return webhookOutbox;
    }

    @Override
    public ExportStatistics statistics() {
        return statistics;
    }

    @Override
    public AuditLog auditLog() {
        return auditLog;
    }
}
