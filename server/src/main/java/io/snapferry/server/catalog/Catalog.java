package io.snapferry.server.catalog;

import java.io.Closeable;

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

    @Override
    void close();
}
