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
import io.snapferry.server.catalog.ServiceAccounts;
import io.snapferry.server.catalog.SnapshotQueue;
import io.snapferry.server.catalog.Snapshots;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.catalog.TokenRegistry;
import io.snapferry.server.catalog.WebhookOutbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** The catalog in one database file, {@code catalog.db} of the data directory. */
public final class SqlCatalog implements Catalog {
    private static final String FILE_NAME = "catalog.db";

    private final DataDirectory directory;
    private final SqliteReaders readers;
    private final SqliteWriter writer;
    private final Jdbi writes;
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

    private SqlCatalog(DataDirectory directory, SqliteReaders readers, SqliteWriter writer) {
        this.directory = directory;
        this.readers = readers;
        this.writer = writer;
        Jdbi reads = Columns.prepare(Jdbi.create(readers));
        this.writes = Columns.prepare(Jdbi.create(writer));
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

    /**
     * Opens the catalog of a data directory; makes both when they are not there. The folder gets mode 0700 and its files
     * 0600 where the file system has modes.
     *
     * @throws CatalogOpenException when another process has the directory, a newer program wrote the catalog, or the file
     *     is damaged or cannot be written; the message says which
     */
    public static SqlCatalog open(Path dataDirectory) throws CatalogOpenException {
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

    private static SqlCatalog open(DataDirectory directory) throws CatalogOpenException {
        Path path = directory.ownerOnlyFile(FILE_NAME);
        SqliteFile file = new SqliteFile(path);
        Migrations.apply(file.forWriting(), path.toString());
        try {
            SqliteWriter writer = new SqliteWriter(file.forWriting().getConnection());
            return new SqlCatalog(directory, new SqliteReaders(file), writer);
        } catch (SQLException e) {
            throw new CatalogOpenException(path + " cannot be opened: " + e.getMessage(), e);
        }
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
            return writes.withHandle(handle -> handle.execute("update readiness set checks = checks + 1")) == 1;
        } catch (JdbiException e) {
            return false;
        }
    }

    /** Waits for reads and writes that are under way. Idempotent. */
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
