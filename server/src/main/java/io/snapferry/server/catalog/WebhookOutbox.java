package io.snapferry.server.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What webhooks have still to be told. An event is written with the end of its job, so none is lost; it is then divided into a
 * delivery for each webhook, and each delivery is tried until it ends. Thread-safe; several servers may share it; every write is
 * durable when its method returns.
 */
public interface WebhookOutbox {

    /** Events that are not divided yet, oldest first. */
    List<ExportEvent> events(int max);

    /**
     * Replaces an event by deliveries.
     *
     * @param deliveries none when nobody wants to hear of it
     * @return false when somebody else did it before; nothing was changed then
     */
    boolean divide(Id<ExportEvent> event, List<WebhookDelivery> deliveries);

    /**
     * A cluster has had no successful export for some periods.
     *
     * @param since the last success, or the cluster's registration
     * @param periods that passed since then, at least 1
     */
    record Overdue(Id<Cluster> cluster, Instant since, long periods) {}

    /**
     * Accepts a delivery that tells of it, unless the webhook was told of this period before.
     *
     * @return whether it was accepted
     */
    boolean remind(Overdue overdue, WebhookDelivery delivery);

    /**
     * Takes the delivery of a webhook that is due for the longest time. Nobody else gets it for the time of an attempt.
     *
     * @param attempt how long one may take
     * @return as it is with this attempt counted
     */
    Optional<WebhookDelivery> claim(String webhook, Duration attempt, Instant now);

    /**
     * Ends a delivery.
     *
     * @param claimed as {@link #claim} gave it
     * @param state not PENDING
     * @return false when a later attempt was begun meanwhile; nothing was changed then
     */
    boolean end(WebhookDelivery claimed, WebhookDelivery.State state, String result, Instant now);

    /**
     * Plans another attempt. Parameters and result as in {@link #end}.
     *
     * @param dueAt not before
     */
    boolean retry(WebhookDelivery claimed, String result, Instant dueAt);

    /** How many deliveries of a webhook are pending, and of these, how many were tried at least so often. */
    long pending(String webhook, int minAttempts);

    /** The deliveries of an event, ordered by webhook. */
    List<WebhookDelivery> deliveries(Id<ExportEvent> event);

    /** Forgets deliveries that ended before, and pending ones that were created before and belong to no webhook any more. */
    void forget(Instant before);
}
