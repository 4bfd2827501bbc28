package io.snapferry.server.config;

import io.snapferry.server.webhook.Webhook;
import java.time.Duration;
import java.util.List;

/**
 * How those who run the server are told what it does.
 *
 * @param metricsAreOpen whether {@code /metrics} asks for no key
 * @param logFormat of all lines
 * @param logsRequests whether each request is a line of the log
 * @param minFreeSpaceBytes below which a disk counts as full
 * @param auditRetention how long entries of the audit log are kept
 * @param webhooks that are told, names unique
 */
public record OperationsConfig(
        boolean metricsAreOpen,
        LogFormat logFormat,
        boolean logsRequests,
        long minFreeSpaceBytes,
        Duration auditRetention,
        List<Webhook> webhooks) {
    /** Copies the list. */
    public OperationsConfig {
        webhooks = List.copyOf(webhooks);
    }
}
