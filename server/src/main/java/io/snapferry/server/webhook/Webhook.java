package io.snapferry.server.webhook;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who wants to be told.
 *
 * @param name unique; stands in logs, metrics and the catalog instead of the address, which may hold a secret
 * @param url that is called
 * @param secrets that sign, the newest first; one, or two while the receiver changes from one to the other
 * @param events that it wants to hear of
 * @param clusters that it wants to hear of; empty for all
 * @param overdueAfter how old the last successful export of a cluster may be; present exactly when it wants to hear of that
 */
public record Webhook(
        String name,
        URI url,
        List<String> secrets,
        Set<EventType> events,
        List<ClusterPattern> clusters,
        Optional<Duration> overdueAfter) {
    /**
     * Copies the collections.
     *
     * @throws IllegalArgumentException when nothing would sign
     */
    public Webhook {
        secrets = List.copyOf(secrets);
        events = Set.copyOf(events);
        clusters = List.copyOf(clusters);
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("a webhook has a secret: " + name);
        }
    }

    /** Whether it wants to hear of such an event of this cluster. */
    boolean wants(EventType type, String projectName, String clusterName) {
        return events.contains(type)
                && (clusters.isEmpty()
                        || clusters.stream().anyMatch(pattern -> pattern.matches(projectName, clusterName)));
    }

    /** The name alone. */
    @Override
    public String toString() {
        return "Webhook[" + name + "]";
    }
}
