package io.snapferry.server.queue;

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
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A catalog whose queues fail once in the methods that the test names, as a database does that is locked or full. */
final class FlakyCatalog implements Catalog {
    private final Catalog catalog;
    private final ExportJobs jobs;
    private final SnapshotQueue snapshotQueue;
    private final Set<String> toFail = ConcurrentHashMap.newKeySet();
    private final List<String> failures = new CopyOnWriteArrayList<>();

    FlakyCatalog(Catalog catalog) {
        this.catalog = catalog;
        this.jobs = flaky(ExportJobs.class, catalog.jobs());
        this.snapshotQueue = flaky(SnapshotQueue.class, catalog.snapshotQueue());
    }

    private <T> T flaky(Class<T> type, T reliable) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(reliable, method, arguments)));
    }

    private Object call(Object reliable, Method method, Object[] arguments) throws Throwable {
        if (toFail.remove(method.getName())) {
            failures.add(method.getName());
            throw new IllegalStateException("for the test: " + method.getName());
        }
        try {
            return method.invoke(reliable, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    void failNext(String method) {
        toFail.add(method);
    }

    /** The methods that failed, in this order. */
    List<String> failures() {
        return failures;
    }

    @Override
    public Tenants tenants() {
        return catalog.tenants();
    }

    @Override
    public Destinations destinations() {
        return catalog.destinations();
    }

    @Override
    public Snapshots snapshots() {
        return catalog.snapshots();
    }

    @Override
    public ExportJobs jobs() {
        return jobs;
    }

    @Override
    public NonceCounts nonceCounts() {
        return catalog.nonceCounts();
    }

    @Override
    public Schedules schedules() {
        return catalog.schedules();
    }

    @Override
    public AccessRoles accessRoles() {
        return catalog.accessRoles();
    }

    @Override
    public ServiceAccounts serviceAccounts() {
        return catalog.serviceAccounts();
    }

    @Override
    public TokenRegistry tokenRegistry() {
        return catalog.tokenRegistry();
    }

    @Override
    public AccessLists accessLists() {
        return catalog.accessLists();
    }

    @Override
    public SnapshotQueue snapshotQueue() {
        return snapshotQueue;
    }

    @Override
    public ScheduleAgenda scheduleAgenda() {
        return catalog.scheduleAgenda();
    }

    @Override
    public AutoExports autoExports() {
        return catalog.autoExports();
    }

    @Override
    public WebhookOutbox webhookOutbox() {
        return catalog.webhookOutbox();
    }

    @Override
    public ExportStatistics statistics() {
        return catalog.statistics();
    }

    @Override
    public AuditLog auditLog() {
        return catalog.auditLog();
    }

    @Override
    public boolean isReady() {
        return catalog.isReady();
    }

    @Override
    public Optional<String> outage(Throwable failure) {
        return catalog.outage(failure);
    }

    @Override
    public void close() {
        catalog.close();
    }
}
