package io.snapferry.server.config;

import io.snapferry.server.webhook.ClusterPattern;
import io.snapferry.server.webhook.EventType;
import io.snapferry.server.webhook.Webhook;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the list of webhooks. */
final class WebhookReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int MIN_SECRET_CHARACTERS = 16;
    private static final int MAX_WEBHOOKS = 50;
    private static final Duration MIN_OVERDUE = Duration.ofMinutes(1);
    private static final Duration MAX_OVERDUE = Duration.ofDays(366);
    private static final Map<String, EventType> EVENTS =
            Stream.of(EventType.values()).collect(Collectors.toMap(EventType::wireName, Function.identity()));

    private WebhookReader() {}

    static List<Webhook> read(List<Section> sections) throws ConfigurationException {
        List<Webhook> webhooks = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section section : sections) {
            Webhook webhook = webhook(section);
            if (!names.add(webhook.name())) {
                throw section.refused("name", "\"" + webhook.name() + "\" is the name of another webhook");
            }
            if (names.size() > MAX_WEBHOOKS) {
                throw section.refused("name", "there are more than " + MAX_WEBHOOKS + " webhooks");
            }
            webhooks.add(webhook);
        }
        return webhooks;
    }

    private static Webhook webhook(Section section) throws ConfigurationException {
        Set<EventType> events = events(section);
        return new Webhook(
                section.required("name").matching(NAME, "1 to 64 letters, digits, dots, dashes and underscores"),
                url(section),
                secrets(section),
                events,
                clusters(section),
                overdueAfter(section, events));
    }

    /** An address may be a secret by itself, so no message shows it. */
    private static URI url(Section section) throws ConfigurationException {
        return new Value(
                        section.key() + ".url",
                        "given",
                        section.requiredSecret("url").value(),
                        section.folder())
                .endpoint();
    }

    private static List<String> secrets(Section section) throws ConfigurationException {
        List<String> secrets =
                new ArrayList<>(List.of(section.requiredSecret("secret").value()));
        section.secret("previous-secret").map(Secret::value).ifPresent(secrets::add);
        if (secrets.stream().anyMatch(secret -> secret.length() < MIN_SECRET_CHARACTERS)) {
            throw section.refused("secret", "shorter than " + MIN_SECRET_CHARACTERS + " characters");
        }
        return secrets;
    }

    private static Set<EventType> events(Section section) throws ConfigurationException {
        Set<EventType> events = new HashSet<>();
        for (Value value : section.values("events")) {
            events.add(value.oneOf(EVENTS));
        }
        if (events.isEmpty()) {
            events.addAll(Arrays.asList(EventType.values()));
            if (section.value("overdue-after").isEmpty()) {
                events.remove(EventType.EXPORT_OVERDUE);
            }
        }
        return events;
    }

    private static List<ClusterPattern> clusters(Section section) throws ConfigurationException {
        List<ClusterPattern> clusters = new ArrayList<>();
        for (Value value : section.values("clusters")) {
            try {
                clusters.add(new ClusterPattern(value.text()));
            } catch (IllegalArgumentException e) {
                throw value.unexpected("project/cluster, where * stands for any characters");
            }
        }
        return clusters;
    }

    private static Optional<Duration> overdueAfter(Section section, Set<EventType> events)
            throws ConfigurationException {
        Optional<Value> value = section.value("overdue-after");
        if (value.isPresent() != events.contains(EventType.EXPORT_OVERDUE)) {
            throw section.refused(
                    "overdue-after", "goes together with the event " + EventType.EXPORT_OVERDUE.wireName());
        }
        return value.isPresent() ? Optional.of(value.get().duration(MIN_OVERDUE, MAX_OVERDUE)) : Optional.empty();
    }
}
