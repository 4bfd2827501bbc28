package io.snapferry.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.snapferry.live.LiveSnapshotSettings;
import io.snapferry.live.SnapshotStore;
import io.snapferry.run.BlockWorkers;
import io.snapferry.server.buckets.BucketStores;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ConnectionSecret;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.JobState;
import io.snapferry.server.catalog.Page;
import io.snapferry.server.catalog.PolicyItem;
import io.snapferry.server.catalog.Retention;
import io.snapferry.server.catalog.Schedule;
import io.snapferry.server.catalog.ScheduleChange;
import io.snapferry.server.catalog.Schedules;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.SnapshotFrequency;
import io.snapferry.server.catalog.SnapshotStatus;
import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.server.catalog.StoreSettings;
import io.snapferry.server.catalog.Tenancy;
import io.snapferry.server.catalog.sql.SqlCatalog;
import io.snapferry.server.queue.ExportWorker;
import io.snapferry.server.queue.ExportWorkerSettings;
import io.snapferry.server.queue.SnapshotWorker;
import io.snapferry.server.queue.SnapshotWorkerSettings;
import io.snapferry.server.testing.SettableClock;
import io.snapferry.testing.deployment.InMemoryServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All three workers and a running deployment: from the moment of the schedule to the objects, and to the end of the files. */
class ScheduleEndToEndTest {
    private static final Duration LEASE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    /** Now: the deployment has no other clock. */
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private final SettableClock clock = new SettableClock(start);

    @Test
    void aDueSnapshotIsTakenExportedAndDeletedWithItsFiles() throws Exception {
        Path bucket = Files.createDirectories(folder.resolve("buckets/nightly"));
        try (InMemoryServer deployment = new InMemoryServer();
                MongoClient client = MongoClients.create(deployment.connectionString());
                SqlCatalog catalog = SqlCatalog.open(folder.resolve("data"));
                SnapshotWorker snapshotWorker = new SnapshotWorker(
                        catalog,
                        new SnapshotStore(folder.resolve("snapshots")),
                        new SnapshotWorkerSettings("worker", LEASE, 2, LiveSnapshotSettings.DEFAULT),
                        clock);
                BlockWorkers blockWorkers = new BlockWorkers(2);
                ExportWorker exportWorker = new ExportWorker(
                        catalog,
                        new BucketStores(),
                        blockWorkers,
                        new ExportWorkerSettings("worker", LEASE, 5, 1024),
                        clock);
                ScheduleWorker scheduleWorker = new ScheduleWorker(
                        catalog,
                        (organization, project, cluster, snapshot) -> "exported_snapshots/" + cluster.name(),
                        clock,
                        snapshotWorker::wake,
                        exportWorker::wake)) {
            client.getDatabase("shop").getCollection("orders").insertOne(new Document("_id", 1));
            Id<Cluster> cluster =
                    scheduled(catalog, deployment.connectionString().getConnectionString());
            snapshotWorker.start();
            exportWorker.start();

            Instant due = scheduleWorker.tick(start).orElseThrow();
            clock.advance(Duration.between(start, due));
            scheduleWorker.tick(due);
            await(() -> snapshots(catalog, cluster).get(0).status() == SnapshotStatus.COMPLETED);
            scheduleWorker.tick(due);
            await(() -> jobs(catalog, cluster).get(0).state() == JobState.SUCCESSFUL);

            String prefix = jobs(catalog, cluster).get(0).prefix();
            assertThat(bucket.resolve(prefix).resolve(".complete")).isRegularFile();
            assertThat(bucket.resolve(prefix).resolve("shop/orders")).isDirectory();
            Snapshot snapshot = snapshots(catalog, cluster).get(0);
            Path files = folder.resolve("snapshots").resolve(snapshot.id().hex());
            assertThat(files).isDirectory();

            Instant expiry = snapshot.expiresAt().orElseThrow();
            scheduleWorker.tick(expiry.minusMillis(1));
            assertThat(catalog.snapshots().find(cluster, snapshot.id())).isPresent();
            scheduleWorker.tick(expiry);
            assertThat(catalog.snapshots().find(cluster, snapshot.id())).isEmpty();
            await(() -> !Files.exists(files));
        }
    }

    /** A cluster with one hourly item that is kept and exported for a day. */
    private Id<Cluster> scheduled(SqlCatalog catalog, String connectionString) {
        Tenancy tenancy = Tenancy.in(catalog, "mySbx");
        Cluster cluster = tenancy.cluster();
        catalog.tenants().changeConnectionString(cluster.id(), Optional.of(new ConnectionSecret(connectionString)));
        catalog.destinations()
                .putStoreAccess(new StoreAccess(
                        tenancy.store().id(),
                        cluster.project(),
                        tenancy.store().name(),
                        new StoreSettings.Folder(folder.resolve("buckets")),
                        start));
        Schedule schedule = new Schedule(
                cluster.id(),
                catalog.schedules().of(cluster).policy(),
                List.of(new PolicyItem(
                        Id.next(start), SnapshotFrequency.HOURLY, 1, new Retention(1, Retention.Unit.DAYS))),
                LocalTime.of(15, 27),
                7,
                Optional.of(new Schedule.AutoExport(tenancy.bucket().id(), SnapshotFrequency.HOURLY)));
        assertThat(catalog.schedules().put(ScheduleChange.of(schedule, false, start)))
                .isEqualTo(Schedules.Change.DONE);
        return cluster.id();
    }

    private static List<Snapshot> snapshots(SqlCatalog catalog, Id<Cluster> cluster) {
        return Page.all(page -> catalog.snapshots().page(cluster, page));
    }

    private static List<ExportJob> jobs(SqlCatalog catalog, Id<Cluster> cluster) {
        return Page.all(page -> catalog.jobs().page(cluster, page));
    }

    private static void await(BooleanSupplier condition) {
        Instant deadline = Instant.now().plusSeconds(40);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(deadline);
            LockSupport.parkNanos(2_000_000);
        }
    }
}
