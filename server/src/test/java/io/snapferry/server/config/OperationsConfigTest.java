package io.snapferry.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.server.webhook.ClusterPattern;
import io.snapferry.server.webhook.EventType;
import io.snapferry.server.webhook.Webhook;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of what the server tells, and webhooks that are refused. */
final class OperationsConfigTest {
    private static final String SECRET = "0123456789abcdef";

    @TempDir
    private Path folder;

    private OperationsConfig read(String yaml) throws IOException, ConfigurationException {
        Path file = Files.writeString(folder.resolve("snapferry.yaml"), yaml);
        return new ConfigurationReader(Map.of("HOOK_URL", "https://example.com/token", "SNAPFERRY_LOGGING_FORMAT", ""))
                .read(file, CommandLineOverrides.NONE)
                .operations();
    }

    @Test
    void hasADefaultForEverySetting() throws Exception {
        assertThat(read(""))
                .isEqualTo(
                        new OperationsConfig(true, LogFormat.TEXT, false, 256L << 20, Duration.ofDays(400), List.of()));
    }

    @Test
    void readsEverySetting() throws Exception {
        assertThat(read("""
                metrics: {access: authenticated}
                logging: {format: json, requests: true}
                health: {min-free-space: 1GiB}
                audit: {retention: 72h}
                """))
                .isEqualTo(new OperationsConfig(false, LogFormat.JSON, true, 1L << 30, Duration.ofDays(3), List.of()));
    }

    @Test
    void readsAWebhookWithItsSecrets() throws Exception {
        Files.writeString(folder.resolve("secret"), SECRET + "\n");
        OperationsConfig config = read("""
                webhooks:
                - name: ops
                  url-env: HOOK_URL
                  secret-file: secret
                  previous-secret: the-one-before-that
                  events: [export.failed, export.overdue]
                  clusters: ["Shop/*", Lab/c1]
                  overdue-after: 26h
                """);
        assertThat(config.webhooks())
                .containsExactly(new Webhook(
                        "ops",
                        URI.create("https://example.com/token"),
                        List.of(SECRET, "the-one-before-that"),
                        Set.of(EventType.EXPORT_FAILED, EventType.EXPORT_OVERDUE),
                        List.of(new ClusterPattern("Shop/*"), new ClusterPattern("Lab/c1")),
                        Optional.of(Duration.ofHours(26))));
        assertThat(config.toString()).doesNotContain("token", SECRET, "before");
    }

    @Test
    void aWebhookHearsOfEverythingUnlessItSaysOtherwise() throws Exception {
        String start = "webhooks:\n- {name: a, url: 'http://a.example', secret: " + SECRET;
        assertThat(read(start + "}").webhooks().get(0).events())
                .containsExactlyInAnyOrder(
                        EventType.EXPORT_SUCCEEDED, EventType.EXPORT_FAILED, EventType.EXPORT_CANCELLED);
        assertThat(read(start + ", overdue-after: 1d}").webhooks().get(0).events())
                .containsExactlyInAnyOrder(EventType.values());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "name: a b, url: 'http://a.example', secret: 0123456789abcdef | webhooks[0].name",
                "name: a, secret: 0123456789abcdef | webhooks[0].url",
                "name: a, url: 'ftp://a.example', secret: 0123456789abcdef | webhooks[0].url",
                "name: a, url: 'http://u:p@a.example', secret: 0123456789abcdef | webhooks[0].url",
                "name: a, url: 'http://a.example' | webhooks[0].secret",
                "name: a, url: 'http://a.example', secret: short | webhooks[0].secret",
                "name: a, url: 'http://a.example', secret: 0123456789abcdef, events: [export.begun] | webhooks[0].events[0]",
                "name: a, url: 'http://a.example', secret: 0123456789abcdef, clusters: [c1] | webhooks[0].clusters[0]",
                "name: a, url: 'http://a.example', secret: 0123456789abcdef, events: [export.overdue] | webhooks[0].overdue-after",
                "name: a, url: 'http://a.example', secret: 0123456789abcdef, events: [export.failed], overdue-after: 1h | webhooks[0].overdue-after",
                "name: a, url: 'http://a.example', secret: 0123456789abcdef, overdue-after: 3 | webhooks[0].overdue-after",
                "name: a, url: 'http://a.example', secret: 0123456789abcdef, overdue-after: 1s | webhooks[0].overdue-after"
            })
    void namesWhatIsWrongWithAWebhook(String webhook, String key) {
        assertThatThrownBy(() -> read("webhooks:\n- {" + webhook + "}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(key + ": ")
                .hasMessageNotContaining("a.example")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void refusesTwoWebhooksOfOneName() {
        String one = "- {name: a, url: 'http://a.example', secret: " + SECRET + "}\n";
        assertThatThrownBy(() -> read("webhooks:\n" + one + one)).hasMessageStartingWith("webhooks[1].name: ");
    }

    @ParameterizedTest
    @CsvSource({
        "metrics: {access: everybody}, metrics.access",
        "logging: {format: xml}, logging.format",
        "audit: {retention: 1h}, audit.retention",
        "audit: {retention: forever}, audit.retention",
        "health: {min-free-space: some}, health.min-free-space"
    })
    void namesASettingThatIsWrong(String yaml, String key) {
        assertThatThrownBy(() -> read(yaml)).hasMessageStartingWith(key + ": ");
    }
}
