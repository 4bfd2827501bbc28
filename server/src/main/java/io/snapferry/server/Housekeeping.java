package io.snapferry.server;

import io.snapferry.server.auth.AccessTokenIssuer;
import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.repeat.RepeatedTask;
import java.io.Closeable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must be thrown away now and then, so that the catalog does not grow with every request. */
final class Housekeeping implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    /** Longer than anything is tried, and for looking up what was delivered. */
    private static final Duration DELIVERY_RETENTION = Duration.ofDays(30);

    private final RepeatedTask forgetting;

    /** @param auditRetention how long entries of the audit log are kept */
    Housekeeping(Catalog catalog, Clock clock, Duration auditRetention) {
        this.forgetting = RepeatedTask.start(
                "housekeeping", INTERVAL, INTERVAL, () -> forgetExpired(catalog, clock.instant(), auditRetention));
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
        forgetting.close();
    }
}
