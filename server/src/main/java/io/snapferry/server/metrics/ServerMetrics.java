package io.snapferry.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.snapferry.run.ProgramVersion;
import io.snapferry.server.catalog.ExportStatistics;
import io.snapferry.server.catalog.JobState;
import io.snapferry.server.http.HandledRequest;
import io.snapferry.server.http.RequestObserver;
import io.snapferry.server.queue.ExportObserver;
import io.snapferry.server.webhook.DeliveryObserver;
import io.snapferry.store.StoreActivity;
import java.io.Closeable;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * All meters of a server. Counters count what this process did since it started; what comes from the catalog is the same from each
 * server that shares it. Thread-safe.
 */
public final class ServerMetrics
        implements ExportObserver, RequestObserver, DeliveryObserver, StoreActivity, Closeable {
    /** As Prometheus asks for it. */
    static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** From an answer out of memory to a bucket that is checked over a slow line. */
    private static final Duration[] LATENCY_BOUNDS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private static final String NO_OPERATION = "none";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final CatalogMeters catalogMeters;
    private final Counter documents;
    private final Counter bsonBytes;
    private final Counter objectBytes;
    private final Counter storeRetries;

    /** @param clock of ages */
    public ServerMetrics(ExportStatistics statistics, Clock clock) {
        this.catalogMeters = new CatalogMeters(registry, statistics, clock);
        this.documents = Counter.builder("snapferry.exported.documents")
                .description("Documents that this process exported")
                .register(registry);
        this.bsonBytes = Counter.builder("snapferry.exported.bson")
                .baseUnit("bytes")
                .description("BSON that this process exported, uncompressed")
                .register(registry);
        this.objectBytes = Counter.builder("snapferry.exported.object")
                .baseUnit("bytes")
                .description("Finished objects that this process wrote, compressed")
                .register(registry);
        this.storeRetries = Counter.builder("snapferry.store.retries")
                .description("Requests to object stores that were sent again")
                .register(registry);
        // there from the start, so that the first failure is an increase
        Arrays.stream(JobState.values()).filter(JobState::isFinal).forEach(this::jobsEnded);
        Gauge.builder("snapferry.build.info", () -> 1)
                .tag("version", ProgramVersion.read())
                .description("Always 1; the label tells the version")
                .register(registry);
    }

    private Counter jobsEnded(JobState outcome) {
        return Counter.builder("snapferry.jobs.ended")
                .tag("state", outcome.wireName())
                .description("Export jobs that this process ended")
                .register(registry);
    }

    /** Shows the process itself: memory, collections, threads, processor, files. Called once. */
    public void watchProcess() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /** Shows what runs in this process at this moment. Called once. */
    public void watchWorkers(LongSupplier exports, LongSupplier snapshots, LongSupplier exportedBytesPerSecond) {
        Gauge.builder("snapferry.running.exports", exports::getAsLong)
                .description("Export jobs that this process runs")
                .register(registry);
        Gauge.builder("snapferry.running.snapshots", snapshots::getAsLong)
                .description("Snapshots that this process takes")
                .register(registry);
        Gauge.builder("snapferry.export.rate.bytes.per.second", exportedBytesPerSecond::getAsLong)
                .description("BSON per second of the exports that this process runs, over the last 15 seconds")
                .register(registry);
    }

    /** Shows how much a webhook has still to be told. */
    public void watchWebhook(String webhook, LongSupplier pending) {
        Gauge.builder("snapferry.webhook.pending", () -> orUnknown(pending))
                .tag("webhook", webhook)
                .description("Deliveries that are not over")
                .register(registry);
    }

    private static double orUnknown(LongSupplier value) {
        try {
            return value.getAsLong();
        } catch (RuntimeException e) {
            return Double.NaN; // a catalog that does not answer is told by a meter of its own
        }
    }

    @Override
    public void retried(String operation, int times) {
        storeRetries.increment(times);
    }

    @Override
    public void exported(long moreDocuments, long moreBsonBytes, long moreObjectBytes) {
        documents.increment((double) moreDocuments);
        bsonBytes.increment((double) moreBsonBytes);
        objectBytes.increment((double) moreObjectBytes);
    }

    @Override
    public void ended(JobState outcome) {
        jobsEnded(outcome).increment();
    }

    @Override
    public void handled(HandledRequest request) {
        String operation = request.operation().isEmpty() ? NO_OPERATION : request.operation();
        Counter.builder("snapferry.http.requests")
                .tag("operation", operation)
                .tag("status", String.valueOf(request.status()))
                .description("Requests that were answered")
                .register(registry)
                .increment();
        if (!request.isStream()) {
            Timer.builder("snapferry.http.request.duration")
                    .tag("operation", operation)
                    .description("Time until the answer was known, but for event streams")
                    .serviceLevelObjectives(LATENCY_BOUNDS)
                    .register(registry)
                    .record(request.duration());
        }
    }

    @Override
    public void attempted(String webhook, Outcome outcome) {
        Counter.builder("snapferry.webhook.attempts")
                .tag("webhook", webhook)
                .tag("outcome", outcome.wireName())
                .description("Attempts to deliver to a webhook")
                .register(registry)
                .increment();
    }

    /** Everything in the text format of Prometheus. */
    public String scrape() {
        catalogMeters.refresh();
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
