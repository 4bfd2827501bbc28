package io.snapferry.server.api;

import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.health.Health;
import io.snapferry.server.health.ServerChecks;
import io.snapferry.server.http.RequestObserver;
import io.snapferry.server.metrics.GetMetrics;
import io.snapferry.server.metrics.ServerMetrics;
import java.time.Clock;
import java.util.List;

/**
 * How those who run the server see what it does.
 *
 * @param health answers probes
 * @param metrics serves the meters
 * @param requests hears of every request
 */
public record Observability(Health health, GetMetrics metrics, RequestObserver requests) {

    /** The catalog's health and open meters, without a log of requests. */
    public static Observability of(Catalog catalog, Clock clock) {
        ServerMetrics metrics = new ServerMetrics(catalog.statistics(), clock);
        return new Observability(
                new Health(List.of(ServerChecks.catalog(catalog))), new GetMetrics(metrics, true), metrics);
    }
}
