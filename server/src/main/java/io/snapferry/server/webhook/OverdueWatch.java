package io.snapferry.server.webhook;

import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ExportEvent;
import io.snapferry.server.catalog.ExportStatistics;
import io.snapferry.server.catalog.ExportStatistics.ClusterExports;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.catalog.WebhookDelivery;
import io.snapferry.server.catalog.WebhookOutbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds clusters without a successful export for as long as a webhook allows, and has it told once for each time that this long
 * passes; a success begins anew. What was told is in the catalog, so neither a restart nor a second server tells it again. Used
 * by one thread.
 */
final class OverdueWatch {
    private final List<Webhook> webhooks;
    private final ExportStatistics statistics;
    private final WebhookOutbox outbox;
    private final Tenants tenants;
    private final Clock clock;

    /** What the catalog was asked to remember, so that it is not asked every time. */
    private final Map<Subject, WebhookOutbox.Overdue> told = new HashMap<>();

    private record Subject(String webhook, Id<Cluster> cluster) {}

    OverdueWatch(List<Webhook> webhooks, Catalog catalog, Clock clock) {
        this.webhooks = webhooks.stream()
                .filter(webhook -> webhook.overdueAfter().isPresent())
                .toList();
        this.statistics = catalog.statistics();
        this.outbox = catalog.webhookOutbox();
        this.tenants = catalog.tenants();
        this.clock = clock;
    }

    /** @return whether there are new deliveries */
    boolean look() {
        if (webhooks.isEmpty()) {
            return false;
        }
        boolean isAny = false;
        for (ClusterExports cluster : statistics.clusters()) {
            for (Webhook webhook : webhooks) {
                if (webhook.wants(EventType.EXPORT_OVERDUE, cluster.projectName(), cluster.clusterName())) {
                    isAny |= look(webhook, webhook.overdueAfter().orElseThrow(), cluster);
                }
            }
        }
        return isAny;
    }

    private boolean look(Webhook webhook, Duration allowed, ClusterExports cluster) {
        Instant now = clock.instant();
        long periods = Duration.between(cluster.since(), now).dividedBy(allowed);
        WebhookOutbox.Overdue overdue = new WebhookOutbox.Overdue(cluster.cluster(), cluster.since(), periods);
        Subject subject = new Subject(webhook.name(), cluster.cluster());
        if (periods < 1 || overdue.equals(told.get(subject))) {
            return false;
        }
        Optional<Organization> organization =
                tenants.project(cluster.project()).map(Project::organization).flatMap(tenants::organization);
        if (organization.isEmpty()) {
            return false; // deleted this very moment
        }
        Id<ExportEvent> event = Id.next(now);
        String body = new EventBody(
                        new EventBody.Named<>(cluster.cluster(), cluster.clusterName()),
                        now,
                        Optional.empty(),
                        event,
                        new EventBody.Named<>(
                                organization.get().id(), organization.get().name()),
                        Optional.of(new EventBody.Overdue(
                                allowed.toSeconds(), cluster.lastSuccess(), periods, cluster.since())),
                        new EventBody.Named<>(cluster.project(), cluster.projectName()),
                        EventType.EXPORT_OVERDUE.wireName())
                .toJson();
        boolean isNew = outbox.remind(
                overdue, WebhookDelivery.of(webhook.name(), event, EventType.EXPORT_OVERDUE.wireName(), body, now));
        told.put(subject, overdue);
        return isNew;
    }
}
