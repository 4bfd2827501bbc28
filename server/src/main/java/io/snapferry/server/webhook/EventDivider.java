package io.snapferry.server.webhook;

import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ExportEvent;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.catalog.WebhookDelivery;
import io.snapferry.server.catalog.WebhookOutbox;
import io.snapferry.server.own.ExportDocument;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns ends of jobs into a delivery for each webhook that wants to hear of them. Used by one thread. */
final class EventDivider {
    private static final Logger LOG = LoggerFactory.getLogger(EventDivider.class);
    private static final int AT_A_TIME = 100;

    private final List<Webhook> webhooks;
    private final WebhookOutbox outbox;
    private final ExportJobs jobs;
    private final Tenants tenants;
    private final Clock clock;

    EventDivider(List<Webhook> webhooks, Catalog catalog, Clock clock) {
        this.webhooks = webhooks;
        this.outbox = catalog.webhookOutbox();
        this.jobs = catalog.jobs();
        this.tenants = catalog.tenants();
        this.clock = clock;
    }

    /** @return whether there are new deliveries */
    boolean divideAll() {
        boolean isAny = false;
        List<ExportEvent> events = outbox.events(AT_A_TIME);
        while (!events.isEmpty()) {
            for (ExportEvent event : events) {
                List<WebhookDelivery> deliveries = webhooks.isEmpty() ? List.of() : deliveries(event);
                isAny |= outbox.divide(event.id(), deliveries) && !deliveries.isEmpty();
            }
            events = outbox.events(AT_A_TIME);
        }
        return isAny;
    }

    private List<WebhookDelivery> deliveries(ExportEvent event) {
        Optional<ExportJob> job = jobs.find(event.cluster(), event.job());
        Optional<Cluster> cluster = tenants.cluster(event.cluster());
        Optional<Project> project = cluster.flatMap(found -> tenants.project(found.project()));
        Optional<Organization> organization = project.flatMap(found -> tenants.organization(found.organization()));
        if (job.isEmpty() || organization.isEmpty()) {
            LOG.atInfo()
                    .addKeyValue("job", event.job())
                    .log("cluster was deleted before webhooks were told of its job");
            return List.of();
        }
        EventType type = EventType.of(event.outcome());
        String body = new EventBody(
                        new EventBody.Named<>(cluster.get().id(), cluster.get().name()),
                        event.at(),
                        Optional.of(ExportDocument.of(job.get())),
                        event.id(),
                        new EventBody.Named<>(
                                organization.get().id(), organization.get().name()),
                        Optional.empty(),
                        new EventBody.Named<>(project.get().id(), project.get().name()),
                        type.wireName())
                .toJson();
        Instant now = clock.instant();
        return webhooks.stream()
                .filter(webhook ->
                        webhook.wants(type, project.get().name(), cluster.get().name()))
                .map(webhook -> WebhookDelivery.of(webhook.name(), event.id(), type.wireName(), body, now))
                .toList();
    }
}
