package io.snapferry.server.webhook;

import io.snapferry.server.catalog.WebhookDelivery;
import io.snapferry.server.catalog.WebhookOutbox;
import io.snapferry.server.webhook.DeliveryObserver.Outcome;
import java.io.Closeable;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers to one webhook, one after the other, in a thread of its own: a receiver that hangs holds up nobody but itself. Started
 * once, closed once; {@link #wake} may be called by any thread.
 */
final class WebhookSender implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final Webhook webhook;
    private final WebhookOutbox outbox;
    private final WebhookCall call;
    private final DeliveryTimes times;
    private final DeliveryObserver observer;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread thread;
    private volatile boolean isClosing;

    WebhookSender(
            Webhook webhook,
            WebhookOutbox outbox,
            WebhookCall call,
            DeliveryTimes times,
            DeliveryObserver observer,
            Clock clock) {
        this.webhook = webhook;
        this.outbox = outbox;
        this.call = call;
        this.times = times;
        this.observer = observer;
        this.clock = clock;
        this.thread = new Thread(this::run, "webhook-" + webhook.name());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Says that there may be something to deliver. */
    void wake() {
        wakeUps.release();
    }

    private void run() {
        while (!isClosing) {
            try {
                if (!deliverNext() && wakeUps.tryAcquire(times.poll().toMillis(), TimeUnit.MILLISECONDS)) {
                    wakeUps.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** @return whether there was something to deliver */
    private boolean deliverNext() throws InterruptedException {
        try {
            Optional<WebhookDelivery> due = outbox.claim(webhook.name(), times.lease(), clock.instant());
            if (due.isPresent()) {
                deliver(due.get());
            }
            return due.isPresent();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue("webhook", webhook.name()).log("delivery failed, will try again");
            return false;
        }
    }

    private void deliver(WebhookDelivery delivery) throws InterruptedException {
        WebhookCall.Result result;
        try {
            result = call.send(webhook, delivery, clock.instant());
        } catch (InterruptedException e) {
            // not the receiver's fault: whoever starts next need not wait for the end of the lease
            outbox.retry(delivery, "interrupted", clock.instant());
            throw e;
        }
        Instant now = clock.instant();
        Instant next = now.plus(times.retries().waitAfter(delivery.attempts(), random));
        Outcome outcome;
        if (result.isDelivered()) {
            outbox.end(delivery, WebhookDelivery.State.DELIVERED, result.text(), now);
            outcome = Outcome.DELIVERED;
        } else if (next.isAfter(delivery.createdAt().plus(times.retries().giveUpAfter()))) {
            outbox.end(delivery, WebhookDelivery.State.GIVEN_UP, result.text(), now);
            outcome = Outcome.GIVEN_UP;
        } else {
            outbox.retry(delivery, result.text(), next);
            outcome = Outcome.FAILED;
        }
        observer.attempted(webhook.name(), outcome);
        log(delivery, outcome, result);
    }

    private void log(WebhookDelivery delivery, Outcome outcome, WebhookCall.Result result) {
        (outcome == Outcome.DELIVERED ? LOG.atInfo() : LOG.atWarn())
                .addKeyValue("webhook", webhook.name())
                .addKeyValue("event", delivery.event())
                .addKeyValue("type", delivery.eventType())
                .addKeyValue("attempt", delivery.attempts())
                .addKeyValue("outcome", outcome.wireName())
                .addKeyValue("result", result.text())
                .log("webhook called");
    }

    @Override
    public void close() {
        isClosing = true;
        thread.interrupt();
        try {
            thread.join(STOP_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
