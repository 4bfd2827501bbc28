package io.snapferry.server.testing;

import io.snapferry.server.catalog.AccessLists;
import io.snapferry.server.catalog.AccessRoles;
import io.snapferry.server.catalog.AutoExports;
import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.Destinations;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.ExportStatistics;
import io.snapferry.server.catalog.NonceCounts;
import io.snapferry.server.catalog.Page;
import io.snapferry.server.catalog.ScheduleAgenda;
import io.snapferry.server.catalog.Schedules;
import io.snapferry.server.catalog.ServiceAccounts;
import io.snapferry.server.catalog.SnapshotQueue;
import io.snapferry.server.catalog.Snapshots;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.catalog.TokenRegistry;
import io.snapferry.server.catalog.WebhookOutbox;
import java.util.List;
import java.util.Optional;

/** A catalog that forgets all when it is gone. Thread-safe: every part locks this object. */
public final class InMemoryCatalog implements Catalog {
    private final InMemoryJobs jobs = new InMemoryJobs();
    private final InMemoryTenants tenants = new InMemoryTenants(jobs);
    private final InMemoryDestinations destinations = new InMemoryDestinations(jobs);
    private final InMemoryAccessRoles accessRoles = new InMemoryAccessRoles(destinations);
    private final InMemorySnapshots snapshots = new InMemorySnapshots(jobs);
    private final InMemorySchedules schedules = new InMemorySchedules(tenants, destinations, snapshots);
    private final InMemorySnapshotQueue snapshotQueue = new InMemorySnapshotQueue(tenants, snapshots);
    private final InMemoryScheduleAgenda agenda =
            new InMemoryScheduleAgenda(tenants, schedules, snapshots, snapshotQueue, jobs);
    private final InMemoryNonceCounts nonceCounts = new InMemoryNonceCounts();
    private final InMemoryIdentities identities = new InMemoryIdentities();
    private final InMemoryAuditLog auditLog = new InMemoryAuditLog();
    private volatile boolean isReady = true;

    static <T> Page<T> page(List<T> all, Page.Request request) {
        List<T> items = all.stream()
                .skip(request.offset())
                .limit(request.itemsPerPage())
                .toList();
        return new Page<>(items, all.size());
    }

    /** Plays a database that went away or came back. */
    public void setReady(boolean ready) {
        isReady = ready;
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

    /** The jobs, for a test that plays the worker. */
    public InMemoryJobs inMemoryJobs() {
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
        return isReady;
    }

    @Override
    public Optional<String> outage(Throwable failure) {
        return Optional.empty();
    }

    @Override
    public void close() {
        isReady = false;
    }

    @Override
    public ServiceAccounts serviceAccounts() {
        return identities;
    }

    @Override
    public TokenRegistry tokenRegistry() {
        return identities;
    }

    @Override
    public AccessLists accessLists() {
        return identities;
    }

    @Override
    public SnapshotQueue snapshotQueue() {
        return snapshotQueue;
    }

    @Override
    public ScheduleAgenda scheduleAgenda() {
        return agenda;
    }

    @Override
    public AutoExports autoExports() {
        return agenda;
    }

    @Override
    public WebhookOutbox webhookOutbox() {
        throw new UnsupportedOperationException("webhooks are tested on a real catalog");
    }

    @Override
    public ExportStatistics statistics() {
        return new EmptyStatistics();
    }

    @Override
    public InMemoryAuditLog auditLog() {
        return auditLog;
    }
}
