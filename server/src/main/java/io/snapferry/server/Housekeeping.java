package io.snapferry.server;

import io.snapferry.server.auth.AccessTokenIssuer;
import io.snapferry.server.catalog.Catalog;
import java.io.Closeable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must be thrown away now and then, so that the catalog does not grow with every request. */
final class Housekeeping implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    /** Longer than anything is tried, and for looking up what was delivered. */
    private static final Duration DELIVERY_RETENTION = Duration.ofDays(30);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "housekeeping");
        thread.setDaemon(true);
        return thread;
    });

    /** @param auditRetention how long entries of the audit log are kept */
    Housekeeping(Catalog catalog, Clock clock, Duration auditRetention) {
        Future<?> unused = timer.scheduleWithFixedDelay(
                () -> forgetExpired(catalog, clock.instant(), auditRetention),
                INTERVAL.toMillis(),
                INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    static void forgetExpired(Catalog catalog, Instant now, Duration auditRetention) {
        try {
            catalog.nonceCounts().forgetExpired(now);
            AccessTokenIssuer.forgetExpired(catalog.tokenRegistry(), now);
            catalog.auditLog().forgetBefore(now.minus(auditRetention));
            catalog.webhookOutbox().forget(now.minus(DELIVERY_RETENTION));
        } catch (RuntimeException e) {
            LOG.error("what is too old could not be forgotten, will try again", e);
        }
    }

    @Override
    public void close() {
        timer.shutdown();
        try {
            timer.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
