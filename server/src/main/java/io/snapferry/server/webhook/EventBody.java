package io.snapferry.server.webhook;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ExportEvent;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * What a webhook gets; docs/webhooks.md shows it.
 *
 * @param createdAt when it happened
 * @param export the job as our own API shows it; only of ends of jobs
 * @param id of the event, for telling that it came twice
 * @param overdue only of overdue clusters
 * @param type of the event
 */
record EventBody(
        Named<Cluster> cluster,
        Instant createdAt,
        Optional<Object> export,
        Id<ExportEvent> id,
        Named<Organization> organization,
        Optional<Overdue> overdue,
        Named<Project> project,
        String type) {

    /** Something with its name at that time. */
    record Named<T>(Id<T> id, String name) {}

    /**
     * How long there was no successful export.
     *
     * @param afterSeconds the webhook's limit
     * @param lastSuccessAt when the last one ended; absent when there is none
     * @param periods how many times the limit has passed since then, at least 1
     * @param since the last success, or when the cluster was registered
     */
    record Overdue(long afterSeconds, Optional<Instant> lastSuccessAt, long periods, Instant since) {}

    String toJson() {
        return new String(JsonFormat.write(this, false), StandardCharsets.UTF_8);
    }
}
