package io.snapferry.server.webhook;

import static io.snapferry.server.testing.WorkingServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.JobState;
import io.snapferry.server.catalog.Tenancy;
import io.snapferry.server.catalog.sql.SqlCatalog;
import io.snapferry.server.network.EndpointGuard;
import io.snapferry.server.testing.SettableClock;
import io.snapferry.server.webhook.DeliveryObserver.Outcome;
import io.snapferry.server.webhook.Receiver.Received;
import io.snapferry.store.HostResolver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks over a real catalog and a real receiver. */
final class WebhookWorkerTest {
    private static final EndpointGuard EVERYWHERE = new EndpointGuard(true, true, HostResolver.SYSTEM);
    private static final String SECRET = "a secret of some length";
    private static final String OLD_SECRET = "the secret before that one";
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final DeliveryTimes QUICK = new DeliveryTimes(
            Duration.ofMillis(500),
            Duration.ofMillis(10),
            new RetryPlan(Duration.ofMillis(2), Duration.ofMillis(20), Duration.ofMinutes(5)));

    @TempDir
    private Path folder;

    private SqlCatalog catalog;
    private Tenancy tenancy;
    private Receiver receiver;
    private final List<WebhookWorker> workers = new ArrayList<>();
    private final List<String> outcomes = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws IOException {
        catalog = SqlCatalog.open(folder);
        tenancy = Tenancy.in(catalog, "Shop");
        receiver = Receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.close();
        workers.forEach(WebhookWorker::close);
        catalog.close();
    }

    private Webhook webhook(String name, EventType... events) {
        return webhook(name, List.of(), events);
    }

    private Webhook webhook(String name, List<ClusterPattern> clusters, EventType... events) {
        return new Webhook(
                name,
                receiver.uri("/" + name),
                List.of(SECRET, OLD_SECRET),
                Set.of(events),
                clusters,
                Optional.of(Duration.ofHours(26)));
    }

    private void tell(Webhook... webhooks) {
        tell(EVERYWHERE, QUICK, webhooks);
    }

    private void tell(EndpointGuard guard, DeliveryTimes times, Webhook... webhooks) {
        WebhookWorker worker = new WebhookWorker(
                List.of(webhooks),
                catalog,
                guard,
                times,
                (webhook, outcome) -> outcomes.add(webhook + " " + outcome),
                Clock.systemUTC());
        workers.add(worker);
        worker.start();
    }

    private ExportJob endJob(JobState outcome) {
        ExportJob job = tenancy.submit(1);
        if (outcome == JobState.CANCELLED) {
            catalog.jobs().cancel(job.cluster(), job.id(), Instant.now());
            return job;
        }
        ExportJobs.Claim claim =
                catalog.jobs().claimNext("worker", LEASE, 5, Instant.now()).orElseThrow();
        boolean isEnded = catalog.jobs()
                .finish(
                        claim,
                        outcome,
                        outcome == JobState.FAILED
                                ? Optional.of(new ExportJob.Failure("SNAPSHOT_UNREADABLE", "orders.bson at byte 7"))
                                : Optional.empty(),
                        ExportJob.Progress.NONE,
                        Instant.now());
        assertThat(isEnded).isTrue();
        return job;
    }

    private void awaitReceived(int count) {
        await(() -> receiver.received().size() >= count, count + " requests");
    }

    @Test
    void tellsWhyAnExportFailed() throws Exception {
        tell(webhook("ops", EventType.EXPORT_FAILED));
        ExportJob job = endJob(JobState.FAILED);
        awaitReceived(1);
        Received received = receiver.received().get(0);
        JsonNode body = new ObjectMapper().readTree(received.body());
        assertThat(received.event()).isEqualTo("export.failed");
        assertThat(body.path("type").asText()).isEqualTo("export.failed");
        assertThat(body.path("id").asText()).isEqualTo(received.eventId());
        assertThat(body.at("/cluster/name").asText()).isEqualTo("testCluster");
        assertThat(body.at("/project/name").asText()).isEqualTo("Shop");
        assertThat(body.at("/organization/name").asText()).isEqualTo("KS Sandbox");
        assertThat(body.at("/export/id").asText()).isEqualTo(job.id().hex());
        assertThat(body.at("/export/state").asText()).isEqualTo("Failed");
        assertThat(body.at("/export/stateReason/errorCode").asText()).isEqualTo("SNAPSHOT_UNREADABLE");
        assertThat(body.at("/export/stateReason/message").asText()).isEqualTo("orders.bson at byte 7");
    }

    @Test
    void signsTimeAndBodyWithBothSecrets() throws Exception {
        tell(webhook("ops", EventType.EXPORT_SUCCEEDED));
        endJob(JobState.SUCCESSFUL);
        awaitReceived(1);
        Received received = receiver.received().get(0);
        String[] parts = received.signature().split(",", -1);
        String time = parts[0].substring("t=".length());
        assertThat(Instant.ofEpochSecond(Long.parseLong(time)))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(Arrays.asList(parts).subList(1, parts.length))
                .containsExactly(
                        "v1=" + hmac(SECRET, time + "." + received.body()),
                        "v1=" + hmac(OLD_SECRET, time + "." + received.body()));
    }

    private static String hmac(String secret, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void tellsEachWebhookWhatItWantsToHear() {
        tell(
                webhook("failures", EventType.EXPORT_FAILED),
                webhook("ends", EventType.EXPORT_SUCCEEDED, EventType.EXPORT_FAILED, EventType.EXPORT_CANCELLED),
                webhook("elsewhere", List.of(new ClusterPattern("Lab/*")), EventType.EXPORT_FAILED),
                webhook(
                        "here",
                        List.of(new ClusterPattern("Lab/*"), new ClusterPattern("Sh*/test*")),
                        EventType.EXPORT_FAILED));
        endJob(JobState.SUCCESSFUL);
        endJob(JobState.FAILED);
        endJob(JobState.CANCELLED);
        await(() -> catalog.webhookOutbox().events(1).isEmpty(), "all events are divided");
        awaitReceived(5);
        assertThat(receiver.received())
                .extracting(received -> received.path() + " " + received.event())
                .containsExactlyInAnyOrder(
                        "/failures export.failed",
                        "/ends export.succeeded",
                        "/ends export.failed",
                        "/ends export.cancelled",
                        "/here export.failed");
    }

    @Test
    void triesAgainUntilTheReceiverHasIt() {
        receiver.next(Receiver.status(500), Receiver.status(404), receiver.hang(), Receiver.status(204));
        tell(webhook("ops", EventType.EXPORT_FAILED));
        endJob(JobState.FAILED);
        await(() -> outcomes.contains("ops DELIVERED"), "the delivery");
        assertThat(outcomes).containsExactly("ops FAILED", "ops FAILED", "ops FAILED", "ops DELIVERED");
        assertThat(receiver.received()).extracting(Received::attempt).containsExactly("1", "2", "3", "4");
        assertThat(receiver.received())
                .extracting(Received::eventId)
                .containsOnly(receiver.received().get(0).eventId());
        assertThat(receiver.received())
                .extracting(Received::body)
                .containsOnly(receiver.received().get(0).body());
        assertThat(catalog.webhookOutbox().pending("ops", 0)).isZero();
    }

    @Test
    void givesUpWhenItIsNotWorthTryingAnyMore() {
        receiver.next(Receiver.status(500), Receiver.status(500));
        RetryPlan impatient = new RetryPlan(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofSeconds(1));
        tell(
                EVERYWHERE,
                new DeliveryTimes(QUICK.call(), QUICK.poll(), impatient),
                webhook("ops", EventType.EXPORT_FAILED));
        endJob(JobState.FAILED);
        await(() -> !outcomes.isEmpty(), "an outcome");
        assertThat(outcomes).containsExactly("ops " + Outcome.GIVEN_UP);
        assertThat(catalog.webhookOutbox().pending("ops", 0)).isZero();
    }

    @Test
    void aReceiverThatHangsHoldsUpNoOther() {
        receiver.next(receiver.hang());
        tell(
                EVERYWHERE,
                new DeliveryTimes(Duration.ofMinutes(5), QUICK.poll(), QUICK.retries()),
                webhook("hangs", EventType.EXPORT_FAILED),
                webhook("works", EventType.EXPORT_SUCCEEDED));
        endJob(JobState.FAILED);
        awaitReceived(1);
        endJob(JobState.SUCCESSFUL);
        await(() -> outcomes.contains("works DELIVERED"), "the delivery");
        assertThat(outcomes).containsExactly("works DELIVERED");
    }

    @Test
    void doesNotGoWhereItIsSent() throws IOException {
        try (Receiver elsewhere = Receiver.start()) {
            receiver.next(Receiver.redirectTo(elsewhere.uri("/secret")));
            tell(webhook("ops", EventType.EXPORT_FAILED));
            endJob(JobState.FAILED);
            await(() -> outcomes.contains("ops DELIVERED"), "the delivery");
            assertThat(outcomes).containsExactly("ops FAILED", "ops DELIVERED");
            assertThat(elsewhere.received()).isEmpty();
        }
    }

    @Test
    void doesNotReadWhatTheReceiverSays() {
        receiver.next(Receiver.endlessBody());
        tell(webhook("ops", EventType.EXPORT_FAILED));
        endJob(JobState.FAILED);
        await(() -> outcomes.contains("ops DELIVERED"), "the delivery");
        assertThat(outcomes).containsExactly("ops DELIVERED");
    }

    @Test
    void connectsToNothingThatIsForbidden() {
        EndpointGuard guard = new EndpointGuard(true, false, HostResolver.SYSTEM);
        tell(guard, QUICK, webhook("ops", EventType.EXPORT_FAILED));
        endJob(JobState.FAILED);
        await(() -> outcomes.contains("ops FAILED"), "a failure");
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void twoServersSendOnce() {
        Webhook webhook = webhook("ops", EventType.EXPORT_SUCCEEDED);
        tell(webhook);
        tell(webhook);
        int jobs = 20;
        for (int i = 0; i < jobs; i++) {
            endJob(JobState.SUCCESSFUL);
        }
        await(() -> outcomes.size() >= jobs, "all deliveries");
        assertThat(receiver.received()).hasSize(jobs);
        assertThat(receiver.received()).extracting(Received::eventId).doesNotHaveDuplicates();
    }

    @Test
    void keepsNoEventsWhereThereIsNoWebhook() {
        endJob(JobState.FAILED);
        tell();
        await(() -> catalog.webhookOutbox().events(1).isEmpty(), "the event is gone");
    }

    @Test
    void tellsOnceForEachTimeThatIsTooLongAndBeginsAnewAfterASuccess() {
        SettableClock clock = new SettableClock(Tenancy.NOW);
        Webhook webhook = webhook("ops", EventType.EXPORT_OVERDUE);
        clock.advance(Duration.ofHours(26).minusSeconds(1));
        assertThat(look(webhook, clock)).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(look(webhook, clock)).isTrue();
        assertThat(look(webhook, clock)).isFalse();
        clock.advance(Duration.ofHours(25));
        assertThat(look(webhook, clock)).isFalse();
        clock.advance(Duration.ofHours(1));
        assertThat(look(webhook, clock)).isTrue();

        tenancy.submit(1);
        ExportJobs.Claim claim =
                catalog.jobs().claimNext("worker", LEASE, 5, clock.instant()).orElseThrow();
        assertThat(catalog.jobs()
                        .finish(claim, JobState.SUCCESSFUL, Optional.empty(), ExportJob.Progress.NONE, clock.instant()))
                .isTrue();
        assertThat(look(webhook, clock)).isFalse();
        clock.advance(Duration.ofHours(26));
        assertThat(look(webhook, clock)).isTrue();
        assertThat(catalog.webhookOutbox().pending("ops", 0)).isEqualTo(3);
    }

    /** With a new one each time, as after a restart. */
    private boolean look(Webhook webhook, Clock clock) {
        return new OverdueWatch(List.of(webhook), catalog, clock).look();
    }

    @Test
    void saysForHowLongThereWasNoExport() throws Exception {
        // the cluster was registered in 2021
        Webhook webhook = webhook("ops", EventType.EXPORT_OVERDUE);
        tell(webhook);
        awaitReceived(1);
        JsonNode body = new ObjectMapper().readTree(receiver.received().get(0).body());
        assertThat(body.path("type").asText()).isEqualTo("export.overdue");
        assertThat(body.has("export")).isFalse();
        assertThat(body.at("/cluster/name").asText()).isEqualTo("testCluster");
        assertThat(body.at("/overdue/afterSeconds").asLong()).isEqualTo(26 * 3600);
        assertThat(body.at("/overdue/since").asText()).isEqualTo(Tenancy.NOW.toString());
        assertThat(body.at("/overdue/periods").asLong()).isGreaterThan(1);
        assertThat(body.at("/overdue").has("lastSuccessAt")).isFalse();
    }
}
