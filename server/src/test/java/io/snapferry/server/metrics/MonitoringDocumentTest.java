package io.snapferry.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.catalog.ExportStatistics;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.JobState;
import io.snapferry.server.http.HandledRequest;
import io.snapferry.server.testing.Documents;
import io.snapferry.server.webhook.DeliveryObserver.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds docs/operations/monitoring.md against the meters that there are. */
final class MonitoringDocumentTest {
    private static final Pattern TYPE = Pattern.compile("# TYPE (snapferry_\\S+) (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"");
    private static final Pattern NAME_IN_TEXT = Pattern.compile("snapferry_[a-z_]+");

    private final String document = Documents.read("operations/monitoring.md");

    /** All meters, each moved once. */
    private static String scrape() {
        try (ServerMetrics metrics = new ServerMetrics(new OneCluster(), Clock.systemUTC())) {
            metrics.watchWorkers(() -> 1, () -> 1, () -> 1);
            metrics.watchWebhook("ops", () -> 1);
            metrics.exported(1, 1, 1);
            metrics.ended(JobState.FAILED);
            metrics.retried("PutObject", 1);
            metrics.attempted("ops", Outcome.DELIVERED);
            metrics.handled(new HandledRequest(
                    "", "getExport", "", "GET", Optional.empty(), "", 200, Duration.ofMillis(3), false));
            return metrics.scrape();
        }
    }

    @Test
    void listsEveryMeterWithItsTypeAndLabels() {
        String scraped = scrape();
        List<String> expected = TYPE.matcher(scraped)
                .results()
                .map(type ->
                        "| `" + type.group(1) + "` | " + type.group(2) + " | " + labels(scraped, type.group(1)) + " |")
                .sorted()
                .toList();

        assertThat(Documents.table(document, "| meter | type | labels | what it tells |").stream()
                        .map(row -> row.substring(0, row.lastIndexOf('|', row.length() - 2) + 1))
                        .sorted())
                .isEqualTo(expected);
    }

    private static String labels(String scraped, String meter) {
        Set<String> labels = new TreeSet<>();
        for (String line : scraped.lines().toList()) {
            if (line.startsWith(meter + "{") || line.startsWith(meter + "_count{")) {
                Matcher label = LABEL.matcher(line);
                while (label.find()) {
                    labels.add("`" + label.group(1) + "`");
                }
            }
        }
        return String.join(", ", labels);
    }

    @Test
    void alertsOnlyOnMetersThatThereAre() {
        Set<String> known = TYPE.matcher(scrape())
                .results()
                .map(type -> type.group(1).replaceAll("_(bucket|count|sum)$", ""))
                .collect(Collectors.toSet());
        Set<String> named = NAME_IN_TEXT
                .matcher(document)
                .results()
                .map(name -> name.group().replaceAll("_(bucket|count|sum)$", ""))
                .collect(Collectors.toSet());
        assertThat(known).containsAll(named);
    }

    private static final class OneCluster implements ExportStatistics {
        @Override
        public Map<JobState, Long> jobsByState() {
            return Arrays.stream(JobState.values()).collect(Collectors.toMap(state -> state, state -> 1L));
        }

        @Override
        public Optional<Instant> oldestQueued() {
            return Optional.of(Instant.now());
        }

        @Override
        public List<ClusterExports> clusters() {
            return List.of(new ClusterExports(
                    Id.next(Instant.now()), "c1", Id.next(Instant.now()), "Shop", Instant.now(), Optional.empty()));
        }
    }
}
