package io.snapferry.server.catalog;

import java.io.Closeable;
import java.util.Optional;

/** All that the server keeps, in one database. Thread-safe. */
public interface Catalog extends Closeable {

    Tenants tenants();

    Destinations destinations();

    Snapshots snapshots();

    ExportJobs jobs();

    NonceCounts nonceCounts();

    Schedules schedules();

    AccessRoles accessRoles();

    ServiceAccounts serviceAccounts();

    TokenRegistry tokenRegistry();

    AccessLists accessLists();

    SnapshotQueue snapshotQueue();

    ScheduleAgenda scheduleAgenda();

    AutoExports autoExports();

    WebhookOutbox webhookOutbox();

    ExportStatistics statistics();

    AuditLog auditLog();

    /** Whether the database answers and can be written to. */
    boolean isReady();

    /**
     * Tells failures that pass from those that do not: the database cannot be reached, is full, is busy.
     *
     * @param failure of any method of the catalog
     * @return what the database lacks, for people, without addresses and paths; empty when the failure is another
     */
    Optional<String> outage(Throwable failure);

    @Override
    void close();
}
