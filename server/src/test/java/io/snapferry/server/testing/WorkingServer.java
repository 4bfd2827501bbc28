package io.snapferry.server.testing;

import io.snapferry.run.BlockWorkers;
import io.snapferry.server.api.HttpApi;
import io.snapferry.server.api.Workers;
import io.snapferry.server.auth.Authenticator;
import io.snapferry.server.buckets.BucketOpener;
import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ClusterType;
import io.snapferry.server.catalog.DigestAlgorithm;
import io.snapferry.server.catalog.DigestHashes;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Role;
import io.snapferry.server.catalog.RoleGrant;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.server.catalog.StoreSettings;
import io.snapferry.server.catalog.sql.SqlCatalog;
import io.snapferry.server.http.HttpLimits;
import io.snapferry.server.http.HttpServer;
import io.snapferry.server.network.EndpointGuard;
import io.snapferry.server.queue.ExportPreviews;
import io.snapferry.server.queue.ExportWorker;
import io.snapferry.server.queue.ExportWorkerSettings;
import io.snapferry.server.queue.HeldBuckets;
import io.snapferry.server.queue.RunningExports;
import io.snapferry.store.HostResolver;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The whole HTTP interface over a real catalog and a real worker, with a project, a cluster {@code c1}, a bucket that is a
 * folder, and the keys {@code owner}, {@code exporter} and {@code reader} with the password of {@link TestServer}.
 */
public final class WorkingServer implements AutoCloseable {
    /** So small that a few documents make several chunks. */
    public static final int CHUNK_SIZE_BYTES = 1_024;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long POLL_NANOS = 2_000_000;
    private static final Instant NOW = TestServer.NOW;
    private static final Id<Project> PROJECT = new Id<>(TestServer.PROJECT);
    private static final Id<Cluster> CLUSTER = new Id<>(TestServer.CLUSTER_ID);

    /** Where the cluster's exports are in our own API. */
    public static final String EXPORTS = "/api/snapferry/v1/groups/" + TestServer.PROJECT + "/clusters/c1/exports";

    private final Path folder;
    private final SqlCatalog catalog;
    private final BlockWorkers blockWorkers = new BlockWorkers(2);
    private final ExportWorker worker;
    private final HttpServer http;

    private WorkingServer(Path folder, BucketOpener buckets, boolean isWorkerElsewhere) throws IOException {
        this(folder, SqlCatalog.open(folder.resolve("data")), buckets, isWorkerElsewhere);
    }

    private WorkingServer(Path folder, SqlCatalog catalog, BucketOpener buckets, boolean isWorkerElsewhere)
            throws IOException {
        this.folder = folder;
        this.catalog = catalog;
        fill();
        // a worker of another process is heard of at its renewals only: they come often, so that no test waits long
        Duration lease = isWorkerElsewhere ? Duration.ofMillis(600) : ExportWorkerSettings.DEFAULT_LEASE;
        this.worker = new ExportWorker(
                catalog,
                buckets,
                blockWorkers,
                new ExportWorkerSettings("worker", lease, 5, CHUNK_SIZE_BYTES),
                Clock.systemUTC());
        this.http = new HttpApi(
                        catalog,
                        Clock.systemUTC(),
                        (organization, project, cluster, snapshot) -> "exported_snapshots/" + snapshot.id(),
                        (access, bucketName) -> {},
                        new Workers(
                                worker::wake,
                                () -> {},
                                () -> {},
                                isWorkerElsewhere ? RunningExports.NONE : worker,
                                new ExportPreviews(CHUNK_SIZE_BYTES)),
                        new Authenticator(
                                catalog,
                                Clock.systemUTC(),
                                "0123456789abcdef".getBytes(StandardCharsets.US_ASCII),
                                DigestAlgorithm.MD5),
                        HttpLimits.DEFAULT.withRequestsPerMinute(0),
                        true,
                        new EndpointGuard(true, true, HostResolver.SYSTEM))
                .start("127.0.0.1", 0);
    }

    /** Jobs run in this process. */
    public static WorkingServer start(Path folder, BucketOpener buckets) throws IOException {
        WorkingServer server = new WorkingServer(folder, buckets, false);
        server.worker.start();
        return server;
    }

    /** Jobs are run by a worker that this server hears of through the catalog alone. */
    public static WorkingServer startWithWorkerElsewhere(Path folder, BucketOpener buckets) throws IOException {
        WorkingServer server = new WorkingServer(folder, buckets, true);
        server.worker.start();
        return server;
    }

    /** Jobs stay Queued. */
    public static WorkingServer startWithoutWorker(Path folder, BucketOpener buckets) throws IOException {
        return new WorkingServer(folder, buckets, false);
    }

    /** Jobs stay Queued in this catalog, which is closed with the server. */
    public static WorkingServer startWithoutWorker(Path folder, SqlCatalog catalog) throws IOException {
        return new WorkingServer(folder, catalog, HeldBuckets.open(), false);
    }

    private void fill() throws IOException {
        Id<Organization> organization = new Id<>(TestServer.ORGANIZATION);
        Path buckets = Files.createDirectories(folder.resolve("buckets"));
        catalog.tenants().putOrganization(new Organization(organization, "Acme"));
        catalog.tenants().putProject(new Project(PROJECT, organization, "Shop", NOW));
        catalog.tenants().putCluster(new Cluster(CLUSTER, PROJECT, "c1", ClusterType.REPLICASET, "7.0.12", false, NOW));
        catalog.destinations()
                .putStoreAccess(new StoreAccess(
                        new Id<>(TestServer.STORE), PROJECT, "disk", new StoreSettings.Folder(buckets), NOW));
        catalog.destinations()
                .putBucket(new ExportBucket(
                        new Id<>(TestServer.BUCKET), PROJECT, "nightly", new Id<>(TestServer.STORE), NOW));
        putKey("owner", Role.GROUP_OWNER);
        putKey("exporter", Role.GROUP_BACKUP_EXPORT_OPERATOR);
        putKey("reader", Role.GROUP_READ_ONLY);
    }

    private void putKey(String publicKey, Role role) {
        catalog.tenants()
                .putApiKey(new ApiKey(
                        Id.next(NOW),
                        new Id<>(TestServer.ORGANIZATION),
                        publicKey,
                        DigestHashes.of(publicKey, TestServer.PASSWORD),
                        "cret",
                        publicKey,
                        List.of(new RoleGrant.InProject(role, PROJECT))));
    }

    /** The catalog, for what a test does past the API. */
    public SqlCatalog catalog() {
        return catalog;
    }

    /** Registers dumps as a snapshot, one for each replica set. */
    public String snapshot(Path... dumps) {
        List<Snapshot.Member> members = new ArrayList<>();
        for (Path dump : dumps) {
            members.add(new Snapshot.Member(Id.next(NOW), "rs" + members.size(), dump));
        }
        Snapshot snapshot =
                new Snapshot(Id.next(NOW), CLUSTER, members, NOW, Optional.empty(), "nightly", "7.0.12", 42);
        catalog.snapshots().put(snapshot);
        return snapshot.id().hex();
    }

    /** A file in the bucket. */
    public Path object(String key) {
        return folder.resolve("buckets/nightly").resolve(key);
    }

    /** Where it listens. */
    public URI uri() {
        return http.uri();
    }

    /** A client with one of the keys. */
    public DigestClient as(String publicKey) {
        return new DigestClient(uri(), publicKey, TestServer.PASSWORD);
    }

    /** Waits until something is so. */
    public static void await(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + what);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    @Override
    public void close() {
        http.close();
        worker.close();
        blockWorkers.close();
        catalog.close();
    }
}
