package io.snapferry.server.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.live.LiveSnapshotSettings;
import io.snapferry.live.SnapshotStore;
import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ConnectionSecret;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.SnapshotOrigin;
import io.snapferry.server.catalog.SnapshotQueue.NewSnapshot;
import io.snapferry.server.catalog.SnapshotQueue.Requested;
import io.snapferry.server.catalog.SnapshotStatus;
import io.snapferry.server.catalog.Tenancy;
import io.snapferry.server.catalog.sql.SqlCatalog;
import io.snapferry.testing.deployment.ScriptedMember;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a snapshot when something goes wrong, and of its files. */
class SnapshotWorkerTest {
    private static final Duration LEASE = Duration.ofSeconds(30);
    /** Renewed every 100 milliseconds. */
    private static final Duration SHORT_LEASE = Duration.ofMillis(1500);

    @TempDir
    private Path folder;

    private ScriptedMember member;
    private SqlCatalog catalog;
    private Tenancy tenancy;
    private Optional<SnapshotWorker> worker = Optional.empty();

    @BeforeEach
    void prepare() throws IOException {
        member = new ScriptedMember()
                .collection(
                        "shop", "orders", new RawBsonDocument(BsonDocument.parse("{_id: 1}"), new BsonDocumentCodec()));
        catalog = SqlCatalog.open(folder.resolve("data"));
        tenancy = Tenancy.in(catalog, "mySbx");
        connect(tenancy.cluster(), member.connectionString().getConnectionString());
    }

    @AfterEach
    void close() throws IOException {
        worker.ifPresent(SnapshotWorker::close);
        catalog.close();
        member.close();
    }

    private void connect(Cluster cluster, String connectionString) {
        catalog.tenants().changeConnectionString(cluster.id(), Optional.of(new ConnectionSecret(connectionString)));
    }

    private Path store() {
        return folder.resolve("snapshots");
    }

    private SnapshotWorker start(Catalog of, Duration lease, int maxAtATime) {
        SnapshotWorker started = new SnapshotWorker(
                of,
                new SnapshotStore(store()),
                new SnapshotWorkerSettings("worker", lease, maxAtATime, LiveSnapshotSettings.DEFAULT),
                Clock.systemUTC());
        started.start();
        worker = Optional.of(started);
        return started;
    }

    private Snapshot request(Cluster cluster) {
        Requested requested = catalog.snapshotQueue()
                .request(new NewSnapshot(
                        cluster.id(), new SnapshotOrigin.OnDemand(), Instant.now(), Optional.empty(), ""));
        return ((Requested.Accepted) requested).snapshot();
    }

    private Optional<Snapshot> now(Snapshot snapshot) {
        return catalog.snapshots().find(snapshot.cluster(), snapshot.id());
    }

    private Snapshot await(Snapshot snapshot, SnapshotStatus status) {
        QueueFixture.await(() -> now(snapshot).orElseThrow().status() == status, status + " of " + snapshot.id());
        return now(snapshot).orElseThrow();
    }

    private Path place(Snapshot snapshot) {
        return store().resolve(snapshot.id().hex());
    }

    private List<String> inStore() {
        if (!Files.isDirectory(store())) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(store())) {
            return entries.map(path -> String.valueOf(path.getFileName())).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Holds every find until it is opened; counts those that wait or waited. */
    private final class Gate {
        private final Semaphore open = new Semaphore(0);
        private final AtomicInteger asked = new AtomicInteger();

        Gate() {
            member.answering(command -> {
                if (command.getFirstKey().equals("find")) {
                    asked.incrementAndGet();
                    open.acquireUninterruptibly();
                    open.release();
                }
                return Optional.empty();
            });
        }

        void awaitReader() {
            QueueFixture.await(() -> asked.get() > 0, "a reader");
        }

        void open() {
            open.release();
        }
    }

    @Test
    void completesASnapshotWithTheFactsOfTheServer() {
        Snapshot asked = request(tenancy.cluster());
        start(catalog, LEASE, 1);

        Snapshot completed = await(asked, SnapshotStatus.COMPLETED);

        assertThat(completed.mongodVersion()).isEqualTo("7.0.99");
        assertThat(completed.readMode()).contains("pinnedClusterTime");
        assertThat(completed.members()).singleElement().satisfies(found -> {
            assertThat(found.replicaSetName()).isEqualTo("rs0");
            assertThat(found.source()).isEqualTo(place(asked).resolve("dump"));
            assertThat(found.source().resolve("shop/orders.bson")).isRegularFile();
        });
        assertThat(completed.storageSizeBytes()).isPositive();
        assertThat(completed.createdAt()).isAfter(asked.createdAt());
    }

    @Test
    void beginsAnewWhatAKilledServerLeft() throws IOException {
        Snapshot asked = request(tenancy.cluster());
        catalog.snapshotQueue().claimNext("worker", LEASE, 1, Instant.now());
        Files.createDirectories(store().resolve(".unfinished-" + asked.id() + "/dump/shop"));
        Files.createDirectories(place(asked).resolve("dump")); // killed between publishing and saying so

        start(catalog, LEASE, 1);

        await(asked, SnapshotStatus.COMPLETED);
        assertThat(place(asked).resolve("dump/shop/orders.bson")).isRegularFile();
        assertThat(inStore()).containsExactly(asked.id().hex());
    }

    @Test
    void stopsWithinSecondsAndLeavesNothing() {
        Gate gate = new Gate();
        Snapshot asked = request(tenancy.cluster());
        SnapshotWorker stopped = start(catalog, LEASE, 1);
        gate.awaitReader();
        long before = System.nanoTime();

        stopped.close();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
        assertThat(now(asked).orElseThrow().status()).isEqualTo(SnapshotStatus.IN_PROGRESS);
        gate.open();
        QueueFixture.await(() -> inStore().isEmpty(), "an empty store");
    }

    @Test
    void leavesNothingWhenItsClusterIsDeletedMeanwhile() {
        Gate gate = new Gate();
        Snapshot asked = request(tenancy.cluster());
        start(catalog, SHORT_LEASE, 1);
        gate.awaitReader();

        catalog.tenants()
                .deleteCluster(tenancy.project().id(), tenancy.cluster().id());
        gate.open();

        QueueFixture.await(() -> inStore().isEmpty(), "an empty store");
        QueueFixture.await(() -> catalog.snapshotQueue().discarded().isEmpty(), "the end of the discarded");
        assertThat(now(asked)).isEmpty();
    }

    @Test
    void takesOneOfAClusterAndAsManyAsAllowedAtATime() {
        Gate gate = new Gate();
        Cluster second = new Cluster(
                Id.next(Tenancy.NOW),
                tenancy.project().id(),
                "second",
                tenancy.cluster().type(),
                "",
                false,
                Tenancy.NOW,
                Optional.of(new ConnectionSecret(member.connectionString().getConnectionString())));
        catalog.tenants().putCluster(second);
        Snapshot first = request(tenancy.cluster());
        Snapshot other = request(second);
        start(catalog, LEASE, 1);
        gate.awaitReader();
        assertThat(now(first).orElseThrow().status()).isEqualTo(SnapshotStatus.IN_PROGRESS);
        assertThat(now(other).orElseThrow().status()).isEqualTo(SnapshotStatus.QUEUED);

        gate.open();

        await(first, SnapshotStatus.COMPLETED);
        await(other, SnapshotStatus.COMPLETED);
    }

    @Test
    void removesTheFilesOfDeletedSnapshotsOnly() throws IOException {
        Snapshot deleted = request(tenancy.cluster());
        SnapshotWorker running = start(catalog, LEASE, 1);
        await(deleted, SnapshotStatus.COMPLETED);
        Snapshot kept = request(tenancy.cluster());
        running.wake();
        await(kept, SnapshotStatus.COMPLETED);
        Path unknown = Files.createDirectories(store().resolve("0123456789abcdef01234567/dump"));

        catalog.snapshots().delete(deleted.cluster(), deleted.id());
        running.wake();

        QueueFixture.await(() -> !Files.exists(place(deleted)), "the end of the files");
        QueueFixture.await(() -> catalog.snapshotQueue().discarded().isEmpty(), "the end of the discarded");
        assertThat(place(kept)).isDirectory();
        assertThat(unknown).as("perhaps of a catalog that was restored").isDirectory();
    }

    @Test
    void removesAtTheStartWhatWasDeletedWhileNobodyWorked() {
        Snapshot deleted = request(tenancy.cluster());
        SnapshotWorker first = start(catalog, LEASE, 1);
        await(deleted, SnapshotStatus.COMPLETED);
        first.close();
        catalog.snapshots().delete(deleted.cluster(), deleted.id());

        start(catalog, LEASE, 1);

        QueueFixture.await(() -> inStore().isEmpty(), "an empty store");
    }

    @Test
    void failsWhenTheClusterIsNotConnectedAnyMore() {
        Snapshot asked = request(tenancy.cluster());
        catalog.tenants().changeConnectionString(tenancy.cluster().id(), Optional.empty());
        start(catalog, LEASE, 1);

        assertThat(await(asked, SnapshotStatus.FAILED).failure())
                .contains(new Snapshot.Failure(
                        "CLUSTER_NOT_CONNECTED", "cluster testCluster: the cluster has no connection string any more"));
    }

    @Test
    void failsWithoutRepeatingAConnectionStringThatTheDriverDoesNotUnderstand() {
        connect(tenancy.cluster(), "mongodb://u:%zz@db1");
        Snapshot asked = request(tenancy.cluster());
        start(catalog, LEASE, 1);

        assertThat(await(asked, SnapshotStatus.FAILED).failure())
                .contains(new Snapshot.Failure(
                        "CONNECTION_STRING_INVALID",
                        "cluster testCluster: the connection string of mongodb://db1 is not valid"));
    }

    @Test
    void failsWhenTheStoreCannotBeWritten() throws IOException {
        Files.writeString(store(), "a file where the folder should be");
        Snapshot asked = request(tenancy.cluster());
        start(catalog, LEASE, 1);

        assertThat(await(asked, SnapshotStatus.FAILED).failure())
                .hasValueSatisfying(failure -> assertThat(failure.errorCode()).isEqualTo("SNAPSHOT_STORE_FAILED"));
    }

    @Test
    void goesOnAfterACatalogThatFailed() {
        FlakyCatalog flaky = new FlakyCatalog(catalog);
        flaky.failNext("claimNext");
        flaky.failNext("complete");
        Snapshot asked = request(tenancy.cluster());

        start(flaky, SHORT_LEASE, 1);

        await(asked, SnapshotStatus.COMPLETED);
        assertThat(flaky.failures()).containsExactly("claimNext", "complete");
        assertThat(place(asked).resolve("dump/shop/orders.bson")).isRegularFile();
    }
}
