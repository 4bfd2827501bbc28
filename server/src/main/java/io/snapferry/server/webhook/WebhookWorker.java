package io.snapferry.server.webhook;

import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.network.EndpointGuard;
import java.io.Closeable;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the webhooks. Runs also where there are none: events must not pile up until there is one. Started once, closed once.
 * Several servers may share a catalog; they should have the same webhooks, since any of them divides an event for all.
 */
public final class WebhookWorker implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookWorker.class);
    private static final Duration EVENT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration OVERDUE_INTERVAL = Duration.ofMinutes(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final EventDivider divider;
    private final OverdueWatch overdue;
    private final List<WebhookSender> senders;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "webhook-events");
        thread.setDaemon(true);
        return thread;
    });

    /** As a server runs it. */
    public WebhookWorker(
            List<Webhook> webhooks, Catalog catalog, EndpointGuard guard, DeliveryObserver observer, Clock clock) {
        this(webhooks, catalog, guard, DeliveryTimes.DEFAULT, observer, clock);
    }

    /** With times that a test can wait for. */
    WebhookWorker(
            List<Webhook> webhooks,
            Catalog catalog,
            EndpointGuard guard,
            DeliveryTimes times,
            DeliveryObserver observer,
            Clock clock) {
        WebhookCall call = new WebhookCall(guard, times.call());
        this.divider = new EventDivider(webhooks, catalog, clock);
        this.overdue = new OverdueWatch(webhooks, catalog, clock);
        this.senders = webhooks.stream()
                .map(webhook -> new WebhookSender(webhook, catalog.webhookOutbox(), call, times, observer, clock))
                .toList();
    }

    /** Begins to tell. */
    public void start() {
        senders.forEach(WebhookSender::start);
        repeat(divider::divideAll, EVENT_INTERVAL);
        repeat(overdue::look, OVERDUE_INTERVAL);
    }

    /** Finds what is to be told. */
    private interface Finder {
        boolean find();
    }

    private void repeat(Finder finder, Duration interval) {
        Future<?> unused =
                timer.scheduleWithFixedDelay(() -> tell(finder), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tell(Finder finder) {
        try {
            if (finder.find()) {
                senders.forEach(WebhookSender::wake);
            }
        } catch (RuntimeException e) {
            LOG.error("events for webhooks could not be read, will try again", e);
        }
    }

    /** Stops; what is not delivered goes on at the next start. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        senders.forEach(WebhookSender::close);
    }
}
