package io.snapferry.server.catalog;

import java.time.Instant;
import java.util.Optional;

/**
 * What one webhook is told of one event.
 *
 * @param id of the delivery
 * @param webhook its name in the configuration
 * @param event its id, the same for all webhooks and all attempts
 * @param eventType for example {@code export.failed}
 * @param body the same bytes at every attempt
 * @param createdAt when it was due first
 * @param state where it is in its life
 * @param attempts that were begun
 * @param dueAt when the next attempt is made; during one, when that counts as lost
 * @param lastResult of the newest attempt in words, empty before it ended
 * @param endedAt when nothing more was to be done
 */
public record WebhookDelivery(
        Id<WebhookDelivery> id,
        String webhook,
        Id<ExportEvent> event,
        String eventType,
        String body,
        Instant createdAt,
        State state,
        int attempts,
        Instant dueAt,
        String lastResult,
        Optional<Instant> endedAt) {
    /** {@code PENDING -> DELIVERED | GIVEN_UP}. */
    public enum State {
        /** There will be another attempt. */
        PENDING,
        /** The receiver said that it has it. */
        DELIVERED,
        /** It was tried for as long as it is worth. */
        GIVEN_UP
    }

    /** One that was not tried yet. */
    public static WebhookDelivery of(
            String webhook, Id<ExportEvent> event, String eventType, String body, Instant now) {
        return new WebhookDelivery(
                Id.next(now), webhook, event, eventType, body, now, State.PENDING, 0, now, "", Optional.empty());
    }
}
