package io.snapferry.server;

import io.snapferry.live.LiveSnapshotSettings;
import io.snapferry.live.SnapshotStore;
import io.snapferry.run.BlockWorkers;
import io.snapferry.server.api.HttpApi;
import io.snapferry.server.api.Observability;
import io.snapferry.server.api.Workers;
import io.snapferry.server.atlas.ExportPrefixes;
import io.snapferry.server.auth.Authenticator;
import io.snapferry.server.auth.FailedSignIns;
import io.snapferry.server.buckets.BucketStores;
import io.snapferry.server.catalog.sql.SqlCatalog;
import io.snapferry.server.config.ConfigurationException;
import io.snapferry.server.config.DeclarationWriter;
import io.snapferry.server.config.OperationsConfig;
import io.snapferry.server.config.ServerConfig;
import io.snapferry.server.files.PrivateFile;
import io.snapferry.server.health.Health;
import io.snapferry.server.health.HealthCheck;
import io.snapferry.server.health.ServerChecks;
import io.snapferry.server.http.AccessLog;
import io.snapferry.server.http.HttpLimits;
import io.snapferry.server.http.HttpServer;
import io.snapferry.server.metrics.GetMetrics;
import io.snapferry.server.metrics.ServerMetrics;
import io.snapferry.server.queue.ExportPreviews;
import io.snapferry.server.queue.ExportWorker;
import io.snapferry.server.queue.ExportWorkerSettings;
import io.snapferry.server.queue.LeftoverRemoval;
import io.snapferry.server.queue.SnapshotWorker;
import io.snapferry.server.queue.SnapshotWorkerSettings;
import io.snapferry.server.schedule.ScheduleWorker;
import io.snapferry.server.tls.ServedKeyPair;
import io.snapferry.server.webhook.Webhook;
import io.snapferry.server.webhook.WebhookWorker;
import io.snapferry.source.encryption.FileKeys;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A running server: catalog, queue and API. {@link #close} is idempotent; jobs under way go on at the next start. */
public final class SnapferryServer implements Closeable {
    private final SqlCatalog catalog;
    private final BlockWorkers blockWorkers;
    private final ExportWorker worker;
    private final SnapshotWorker snapshotWorker;
    private final ScheduleWorker scheduleWorker;
    private final Housekeeping housekeeping;
    private final WebhookWorker webhooks;
    private final Health health;
    private final ServerMetrics metrics;
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
            WebhookWorker webhooks,
            Health health,
            ServerMetrics metrics,
            LeftoverRemoval leftoverRemoval,
            HttpServer http,
            Optional<Path> firstApiKey) {
        this.catalog = catalog;
        this.blockWorkers = blockWorkers;
        this.worker = worker;
        this.snapshotWorker = snapshotWorker;
        this.scheduleWorker = scheduleWorker;
        this.housekeeping = housekeeping;
        this.webhooks = webhooks;
        this.health = health;
        this.metrics = metrics;
        this.leftoverRemoval = leftoverRemoval;
        this.http = http;
        this.firstApiKey = firstApiKey;
    }

    /**
     * Starts everything; requests are answered when it returns.
     *
     * @throws ConfigurationException when what is declared contradicts the catalog
     * @throws IOException when the data directory or the certificate cannot be used
     * @throws io.javalin.util.JavalinBindException when the port is taken
     */
    public static SnapferryServer start(ServerConfig config) throws ConfigurationException, IOException {
        SqlCatalog catalog = openCatalog(config);
        Clock clock = catalog.clock();
        String workerName = catalog.isShared() ? WorkerName.ofThisProcess() : WorkerName.OF_THE_ONLY_SERVER;
        BlockWorkers blockWorkers = new BlockWorkers(config.export().threads());
        Optional<ServedKeyPair> tls = Optional.empty();
        try {
            if (config.listener().tls().isPresent()) {
                tls = Optional.of(ServedKeyPair.open(config.listener().tls().get(), ServedKeyPair.DEFAULT_INTERVAL));
            }
            new DeclarationWriter(catalog, clock.instant()).write(config.organizations());
            Optional<Path> firstApiKey = FirstApiKey.ensure(catalog.tenants(), config.dataDirectory(), clock.instant());
            ServerMetrics metrics = new ServerMetrics(catalog.statistics(), clock);
            BucketStores stores = new BucketStores(config.endpoints(), metrics);
            FileKeys keys = config.snapshots().fileKeys();
            ExportWorker worker = new ExportWorker(
                    catalog, stores, keys, blockWorkers, workerSettings(config, workerName), clock, metrics);
            Authenticator authenticator = new Authenticator(
                    catalog,
                    clock,
                    NonceKey.readOrCreate(catalog.nonceCounts(), config.dataDirectory()),
                    config.listener().digestAlgorithm(),
                    new FailedSignIns(config.listener().failedSignInsPerMinute(), clock));
            SnapshotWorker snapshotWorker = new SnapshotWorker(
                    catalog,
                    snapshotStore(config.snapshots()),
                    snapshotWorkerSettings(config.snapshots(), config.lease(), workerName, catalog.isShared()),
                    clock);
            metrics.watchProcess();
            metrics.watchWorkers(worker::runningCount, snapshotWorker::runningCount, worker::bytesPerSecond);
            Health health = new Health(checks(config, catalog));
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
                            config.snapshots().connectionStringsFromApi(),
                            config.endpoints(),
                            observability(config, health, metrics))
                    .start(
                            config.listener().host(),
                            config.listener().port(),
                            config.listener().trustedProxies(),
                            tls);
            worker.start();
            snapshotWorker.start();
            scheduleWorker.start();
            WebhookWorker webhooks = webhooks(config, catalog, metrics, clock);
            webhooks.start();
            Housekeeping housekeeping =
                    new Housekeeping(catalog, clock, config.operations().auditRetention());
            LeftoverRemoval leftoverRemoval = new LeftoverRemoval(catalog, stores, clock);
            return new SnapferryServer(
                    catalog,
                    blockWorkers,
                    worker,
                    snapshotWorker,
                    scheduleWorker,
                    housekeeping,
                    webhooks,
                    health,
                    metrics,
                    leftoverRemoval,
                    http,
                    firstApiKey);
        } catch (ConfigurationException | IOException | RuntimeException e) {
            tls.ifPresent(ServedKeyPair::close);
            blockWorkers.close();
            catalog.close();
            throw e;
        }
    }

    private static SqlCatalog openCatalog(ServerConfig config) throws IOException {
        if (config.sharedCatalog().isEmpty()) {
            return SqlCatalog.open(config.dataDirectory(), config.secretsKeys());
        }
        PrivateFile.makeFolder(config.dataDirectory());
        return SqlCatalog.open(config.sharedCatalog().get(), config.secretsKeys());
    }

    private static List<HealthCheck> checks(ServerConfig config, SqlCatalog catalog) {
        OperationsConfig operations = config.operations();
        long minFreeBytes = operations.minFreeSpaceBytes();
        List<String> webhooks =
                operations.webhooks().stream().map(Webhook::name).toList();
        return List.of(
                ServerChecks.catalog(catalog),
                ServerChecks.folder("data-directory", config.dataDirectory(), minFreeBytes),
                ServerChecks.folder("snapshot-directory", config.snapshots().directory(), minFreeBytes),
                ServerChecks.webhooks(catalog, webhooks));
    }

    private static Observability observability(ServerConfig config, Health health, ServerMetrics metrics) {
        OperationsConfig operations = config.operations();
        return new Observability(
                health,
                new GetMetrics(metrics, operations.metricsAreOpen()),
                operations.logsRequests() ? metrics.and(new AccessLog()) : metrics);
    }

    private static WebhookWorker webhooks(ServerConfig config, SqlCatalog catalog, ServerMetrics metrics, Clock clock) {
        List<Webhook> webhooks = config.operations().webhooks();
        webhooks.forEach(webhook -> metrics.watchWebhook(
                webhook.name(), () -> catalog.webhookOutbox().pending(webhook.name(), 0)));
        return new WebhookWorker(webhooks, catalog, config.endpoints().withLoopback(), metrics, clock);
    }

    private static ExportWorkerSettings workerSettings(ServerConfig config, String workerName) {
        return new ExportWorkerSettings(
                workerName,
                config.lease(),
                config.export().maxConcurrentReplicaSets(),
                config.export().chunkSizeBytes(),
                config.export().gzipLevel(),
                config.export().nativeCompression(),
                config.export().storePatience());
    }

    private static SnapshotStore snapshotStore(ServerConfig.SnapshotSettings config) {
        return config.encryptionKey()
                .map(key -> new SnapshotStore(config.directory(), key))
                .orElseGet(() -> new SnapshotStore(config.directory()));
    }

    private static SnapshotWorkerSettings snapshotWorkerSettings(
            ServerConfig.SnapshotSettings config, Duration lease, String workerName, boolean isShared) {
        LiveSnapshotSettings reading = LiveSnapshotSettings.DEFAULT;
        return new SnapshotWorkerSettings(
                workerName,
                lease,
                config.maxConcurrent(),
                new LiveSnapshotSettings(
                        config.threads(),
                        reading.connectTimeout(),
                        reading.answerTimeout(),
                        reading.splitAboveDocuments()),
                isShared);
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
            webhooks.close();
            leftoverRemoval.close();
            housekeeping.close();
            health.close();
            metrics.close();
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
