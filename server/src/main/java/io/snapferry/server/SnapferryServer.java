package io.snapferry.server;

import io.snapferry.live.LiveSnapshotSettings;
import io.snapferry.live.SnapshotStore;
import io.snapferry.run.BlockWorkers;
import io.snapferry.server.api.HttpApi;
import io.snapferry.server.api.Workers;
import io.snapferry.server.atlas.ExportPrefixes;
import io.snapferry.server.auth.Authenticator;
import io.snapferry.server.buckets.BucketStores;
import io.snapferry.server.catalog.sql.SqlCatalog;
import io.snapferry.server.config.ConfigurationException;
import io.snapferry.server.config.DeclarationWriter;
import io.snapferry.server.config.ServerConfig;
import io.snapferry.server.http.HttpLimits;
import io.snapferry.server.http.HttpServer;
import io.snapferry.server.queue.ExportPreviews;
import io.snapferry.server.queue.ExportWorker;
import io.snapferry.server.queue.ExportWorkerSettings;
import io.snapferry.server.queue.LeftoverRemoval;
import io.snapferry.server.queue.SnapshotWorker;
import io.snapferry.server.queue.SnapshotWorkerSettings;
import io.snapferry.server.schedule.ScheduleWorker;
import io.snapferry.source.encryption.FileKeys;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A running server: catalog, queue and API. {@link #close} is idempotent; jobs under way go on at the next start. */
public final class SnapferryServer implements Closeable {
    /** One process owns the data directory, so its name need not tell it from others. */
    private static final String WORKER_NAME = "embedded";

    private final SqlCatalog catalog;
    private final BlockWorkers blockWorkers;
    private final ExportWorker worker;
    private final SnapshotWorker snapshotWorker;
    private final ScheduleWorker scheduleWorker;
    private final Housekeeping housekeeping;
    private final LeftoverRemoval leftoverRemoval;
    private final HttpServer http;
    private final Optional<Path> firstApiKey;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private SnapferryServer(
            SqlCatalog catalog,
            BlockWorkers blockWorkers,
            ExportWorker worker,
            SnapshotWorker snapshotWorker,
            ScheduleWorker scheduleWorker,
            Housekeeping housekeeping,
            LeftoverRemoval leftoverRemoval,
            HttpServer http,
            Optional<Path> firstApiKey) {
        this.catalog = catalog;
        this.blockWorkers = blockWorkers;
        this.worker = worker;
        this.snapshotWorker = snapshotWorker;
        this.scheduleWorker = scheduleWorker;
        this.housekeeping = housekeeping;
        this.leftoverRemoval = leftoverRemoval;
        this.http = http;
        this.firstApiKey = firstApiKey;
    }

    /**
     * Starts everything; requests are answered when it returns.
     *
     * @throws ConfigurationException when what is declared contradicts the catalog
     * @throws IOException when the data directory cannot be used
     * @throws io.javalin.util.JavalinBindException when the port is taken
     */
    public static SnapferryServer start(ServerConfig config) throws ConfigurationException, IOException {
        Clock clock = Clock.systemUTC();
        SqlCatalog catalog = SqlCatalog.open(config.dataDirectory());
        BlockWorkers blockWorkers = new BlockWorkers(config.export().threads());
        try {
            new DeclarationWriter(catalog, clock.instant()).write(config.organizations());
            Optional<Path> firstApiKey = FirstApiKey.ensure(catalog.tenants(), config.dataDirectory(), clock.instant());
            BucketStores stores = new BucketStores();
            FileKeys keys = config.snapshots().fileKeys();
            ExportWorker worker = new ExportWorker(catalog, stores, keys, blockWorkers, workerSettings(config), clock);
            Authenticator authenticator = new Authenticator(
                    catalog,
                    clock,
                    NonceKey.readOrCreate(config.dataDirectory()),
                    config.listener().digestAlgorithm());
            SnapshotWorker snapshotWorker = new SnapshotWorker(
                    catalog, snapshotStore(config.snapshots()), snapshotWorkerSettings(config.snapshots()), clock);
            ExportPrefixes prefixes = new CatalogPrefixes(config.export().prefixStyle());
            ScheduleWorker scheduleWorker =
                    new ScheduleWorker(catalog, prefixes, clock, snapshotWorker::wake, worker::wake);
            HttpServer http = new HttpApi(
                            catalog,
                            clock,
                            prefixes,
                            stores::check,
                            new Workers(
                                    worker::wake,
                                    snapshotWorker::wake,
                                    scheduleWorker::wake,
                                    worker,
                                    new ExportPreviews(config.export().chunkSizeBytes(), keys),
                                    config.export().onCancel()),
                            authenticator,
                            HttpLimits.DEFAULT.withRequestsPerMinute(
                                    config.listener().requestsPerMinute()),
                            config.snapshots().connectionStringsFromApi())
                    .start(
                            config.listener().host(),
                            config.listener().port(),
                            config.listener().trustedProxies());
            worker.start();
            snapshotWorker.start();
            scheduleWorker.start();
            Housekeeping housekeeping = new Housekeeping(catalog, clock);
            LeftoverRemoval leftoverRemoval = new LeftoverRemoval(catalog, stores, clock);
            leftoverRemoval.start();
            return new SnapferryServer(
                    catalog,
                    blockWorkers,
                    worker,
                    snapshotWorker,
                    scheduleWorker,
                    housekeeping,
                    leftoverRemoval,
                    http,
                    firstApiKey);
        } catch (ConfigurationException | IOException | RuntimeException e) {
            blockWorkers.close();
            catalog.close();
            throw e;
        }
    }

    private static ExportWorkerSettings workerSettings(ServerConfig config) {
        return new ExportWorkerSettings(
                WORKER_NAME,
                ExportWorkerSettings.DEFAULT_LEASE,
                config.export().maxConcurrentReplicaSets(),
                config.export().chunkSizeBytes(),
                config.export().gzipLevel(),
                config.export().nativeCompression());
    }

    private static SnapshotStore snapshotStore(ServerConfig.SnapshotSettings config) {
        return config.encryptionKey()
                .map(key -> new SnapshotStore(config.directory(), key))
                .orElseGet(() -> new SnapshotStore(config.directory()));
    }

    private static SnapshotWorkerSettings snapshotWorkerSettings(ServerConfig.SnapshotSettings config) {
        LiveSnapshotSettings reading = LiveSnapshotSettings.DEFAULT;
        return new SnapshotWorkerSettings(
                WORKER_NAME,
                ExportWorkerSettings.DEFAULT_LEASE,
                config.maxConcurrent(),
                new LiveSnapshotSettings(
                        config.threads(),
                        reading.connectTimeout(),
                        reading.answerTimeout(),
                        reading.splitAboveDocuments()));
    }

    /** Where it answers, for example {@code http://127.0.0.1:8080}. */
    public URI uri() {
        return http.uri();
    }

    /** Holds the first API key, when this start made one. */
    public Optional<Path> firstApiKey() {
        return firstApiKey;
    }

    @Override
    public void close() {
        if (isClosed.compareAndSet(false, true)) {
            http.close();
            scheduleWorker.close();
            closeWorkers();
            blockWorkers.close();
            leftoverRemoval.close();
            housekeeping.close();
            catalog.close();
        }
    }

    /** Side by side: each waits some seconds for what cannot be interrupted, and service managers are not patient. */
    private void closeWorkers() {
        Thread snapshots = new Thread(snapshotWorker::close, "snapshot-shutdown");
        snapshots.start();
        worker.close();
        try {
            snapshots.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
