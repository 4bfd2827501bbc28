package io.snapferry.server;

import io.snapferry.server.auth.AccessTokenIssuer;
import io.snapferry.server.catalog.Catalog;
import java.io.Closeable;
import java.time.Clock;
import java.time.Duration;
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

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "housekeeping");
        thread.setDaemon(true);
        return thread;
    });

    Housekeeping(Catalog catalog, Clock clock) {
        Future<?> unused = timer.scheduleWithFixedDelay(
                () -> forgetExpired(catalog, clock), INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void forgetExpired(Catalog catalog, Clock clock) {
        try {
            catalog.nonceCounts().forgetExpired(clock.instant());
            AccessTokenIssuer.forgetExpired(catalog.tokenRegistry(), clock.instant());
        } catch (RuntimeException e) {
            LOG.error("old nonces and tokens could not be forgotten, will try again", e);
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
