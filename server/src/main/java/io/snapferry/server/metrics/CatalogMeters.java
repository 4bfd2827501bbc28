package io.snapferry.server.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.snapferry.server.catalog.ExportStatistics;
import io.snapferry.server.catalog.JobState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the catalog says. It is asked when somebody reads the meters, and then for some seconds not again. While it does not
 * answer, its meters are not numbers, and one tells so. Thread-safe.
 */
final class CatalogMeters {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogMeters.class);
    private static final Duration KEPT = Duration.ofSeconds(5);
    private static final double MILLIS_PER_SECOND = 1_000;

    private final ExportStatistics statistics;
    private final Clock clock;
    private final MultiGauge lastSuccess;
    private volatile Figures figures = new Figures(false, Map.of(), Optional.empty());
    private Instant freshUntil = Instant.MIN; // guarded by this

    private record Figures(boolean isKnown, Map<JobState, Long> jobsByState, Optional<Instant> oldestQueued) {}

    CatalogMeters(MeterRegistry registry, ExportStatistics statistics, Clock clock) {
        this.statistics = statistics;
        this.clock = clock;
        for (JobState state : JobState.values()) {
            Gauge.builder("snapferry.jobs", () -> jobs(state))
                    .tag("state", state.wireName())
                    .description("Export jobs in the catalog")
                    .register(registry);
        }
        Gauge.builder("snapferry.queue.age", this::queueAgeSeconds)
                .baseUnit("seconds")
                .description("How long the oldest Queued job has been waiting; 0 when none waits")
                .register(registry);
        Gauge.builder("snapferry.catalog.up", () -> figures.isKnown() ? 1 : 0)
                .description("Whether the catalog could be read for the meters")
                .register(registry);
        this.lastSuccess = MultiGauge.builder("snapferry.last.success.timestamp")
                .baseUnit("seconds")
                .description("When the last Successful export of a cluster ended, since 1970; 0 when there is none")
                .register(registry);
    }

    private double jobs(JobState state) {
        Figures known = figures;
        return known.isKnown() ? known.jobsByState().getOrDefault(state, 0L) : Double.NaN;
    }

    private double queueAgeSeconds() {
        Figures known = figures;
        if (!known.isKnown()) {
            return Double.NaN;
        }
        return known.oldestQueued()
                .map(since ->
                        Math.max(0, Duration.between(since, clock.instant()).toMillis() / MILLIS_PER_SECOND))
                .orElse(0.0);
    }

    /** Asks the catalog, when what is known is too old. */
    synchronized void refresh() {
        Instant now = clock.instant();
        if (now.isBefore(freshUntil)) {
            return;
        }
        try {
            Figures read = new Figures(true, statistics.jobsByState(), statistics.oldestQueued());
            lastSuccess.register(
                    statistics.clusters().stream().map(CatalogMeters::row).toList(), true);
            figures = read;
        } catch (RuntimeException e) {
            LOG.warn("catalog could not be read for the meters", e);
            figures = new Figures(false, Map.of(), Optional.empty());
            lastSuccess.register(List.of(), true);
        }
        freshUntil = now.plus(KEPT);
    }

    private static MultiGauge.Row<?> row(ExportStatistics.ClusterExports cluster) {
        double seconds = cluster.lastSuccess().map(Instant::getEpochSecond).orElse(0L);
        return MultiGauge.Row.of(Tags.of("project", cluster.projectName(), "cluster", cluster.clusterName()), seconds);
    }
}
