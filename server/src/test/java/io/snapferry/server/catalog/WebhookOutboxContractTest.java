package io.snapferry.server.catalog;

import static io.snapferry.server.catalog.Tenancy.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.catalog.WebhookDelivery.State;
import io.snapferry.server.catalog.WebhookOutbox.Overdue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every catalog does as the outbox of webhooks, and what it counts. */
public abstract class WebhookOutboxContractTest {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private Catalog catalog;
    private WebhookOutbox outbox;
    private Tenancy tenancy;

    /** A new, empty catalog. */
    protected abstract Catalog create() throws Exception;

    @BeforeEach
    void createCatalog() throws Exception {
        catalog = create();
        outbox = catalog.webhookOutbox();
        tenancy = Tenancy.in(catalog, "mySbx");
    }

    @AfterEach
    void closeCatalog() {
        catalog.close();
    }

    private ExportJobs.Claim claimJob(Instant now) {
        return catalog.jobs().claimNext("worker", LEASE, 5, now).orElseThrow();
    }

    private ExportJob finishedJob(JobState outcome, Instant now) {
        ExportJob job = tenancy.submit(1);
        finish(claimJob(now), outcome, now);
        return job;
    }

    private boolean finish(ExportJobs.Claim claim, JobState outcome, Instant now) {
        return catalog.jobs()
                .finish(
                        claim,
                        outcome,
                        outcome == JobState.FAILED
                                ? Optional.of(new ExportJob.Failure("SNAPSHOT_UNREADABLE", "gone"))
                                : Optional.empty(),
                        ExportJob.Progress.NONE,
                        now);
    }

    private static WebhookDelivery delivery(String webhook, Instant now) {
        return WebhookDelivery.of(webhook, Id.next(now), "export.failed", "{\"\u00e4\":1}", now);
    }

    private WebhookDelivery pending(String webhook, Instant now) {
        finishedJob(JobState.SUCCESSFUL, now);
        WebhookDelivery delivery = delivery(webhook, now);
        outbox.events(10).forEach(event -> outbox.divide(event.id(), List.of(delivery)));
        return delivery;
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"SUCCESSFUL", "FAILED"})
    void keepsAnEventOfTheEndOfAJob(JobState outcome) {
        ExportJob job = finishedJob(outcome, NOW);
        assertThat(outbox.events(10)).singleElement().satisfies(event -> {
            assertThat(event.job()).isEqualTo(job.id());
            assertThat(event.cluster()).isEqualTo(job.cluster());
            assertThat(event.outcome()).isEqualTo(outcome);
            assertThat(event.at()).isEqualTo(NOW);
        });
    }

    @Test
    void keepsNoEventOfAnEndThatWasRefused() {
        tenancy.submit(1);
        ExportJobs.Claim lost = claimJob(NOW);
        ExportJobs.Claim newer = claimJob(NOW.plus(LEASE));
        assertThat(finish(lost, JobState.FAILED, NOW)).isFalse();
        assertThat(outbox.events(10)).isEmpty();
        assertThat(finish(newer, JobState.SUCCESSFUL, NOW)).isTrue();
        assertThat(finish(newer, JobState.SUCCESSFUL, NOW)).isFalse();
        assertThat(outbox.events(10)).extracting(ExportEvent::outcome).containsExactly(JobState.SUCCESSFUL);
    }

    @Test
    void keepsOneEventOfAQueuedJobThatIsCancelledTwice() {
        ExportJob job = tenancy.submit(1);
        catalog.jobs().cancel(job.cluster(), job.id(), NOW);
        catalog.jobs().cancel(job.cluster(), job.id(), NOW);
        assertThat(outbox.events(10)).extracting(ExportEvent::outcome).containsExactly(JobState.CANCELLED);
    }

    @Test
    void keepsAnEventOfACancelledJobWhoseWorkerIsGone() {
        ExportJob job = tenancy.submit(1);
        claimJob(NOW);
        catalog.jobs().cancel(job.cluster(), job.id(), NOW);
        assertThat(outbox.events(10)).isEmpty();
        assertThat(catalog.jobs().claimNext("other", LEASE, 5, NOW.plus(LEASE))).isEmpty();
        assertThat(outbox.events(10)).singleElement().satisfies(event -> {
            assertThat(event.job()).isEqualTo(job.id());
            assertThat(event.outcome()).isEqualTo(JobState.CANCELLED);
        });
    }

    @Test
    void givesEventsOldestFirst() {
        ExportJob first = finishedJob(JobState.SUCCESSFUL, NOW);
        ExportJob second = finishedJob(JobState.SUCCESSFUL, NOW.plusSeconds(1));
        assertThat(outbox.events(10)).extracting(ExportEvent::job).containsExactly(first.id(), second.id());
        assertThat(outbox.events(1)).extracting(ExportEvent::job).containsExactly(first.id());
    }

    @Test
    void dividesAnEventOnce() {
        finishedJob(JobState.FAILED, NOW);
        ExportEvent event = outbox.events(1).get(0);
        WebhookDelivery one = WebhookDelivery.of("one", event.id(), "export.failed", "{}", NOW);
        WebhookDelivery other = WebhookDelivery.of("other", event.id(), "export.failed", "{}", NOW);
        assertThat(outbox.divide(event.id(), List.of(one, other))).isTrue();
        assertThat(outbox.divide(event.id(), List.of(one, other))).isFalse();
        assertThat(outbox.events(10)).isEmpty();
        assertThat(outbox.deliveries(event.id())).containsExactly(one, other);
    }

    @Test
    void givesADeliveryToOneAtATimeAndAgainWhenTheAttemptIsLost() {
        WebhookDelivery delivery = pending("ops", NOW);
        assertThat(outbox.claim("other", LEASE, NOW)).isEmpty();
        WebhookDelivery claimed = outbox.claim("ops", LEASE, NOW).orElseThrow();
        assertThat(claimed.id()).isEqualTo(delivery.id());
        assertThat(claimed.body()).isEqualTo(delivery.body());
        assertThat(claimed.attempts()).isEqualTo(1);
        assertThat(outbox.claim("ops", LEASE, NOW.plus(LEASE).minusMillis(1))).isEmpty();
        assertThat(outbox.claim("ops", LEASE, NOW.plus(LEASE)).orElseThrow().attempts())
                .isEqualTo(2);
        assertThat(outbox.end(claimed, State.DELIVERED, "status 200", NOW)).isFalse();
        assertThat(outbox.retry(claimed, "late", NOW)).isFalse();
    }

    @Test
    void givesADeliveryToOneOfManyThatAskAtTheSameTime() throws Exception {
        pending("ops", NOW);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Optional<WebhookDelivery>> claim = () -> outbox.claim("ops", LEASE, NOW);
            List<Future<Optional<WebhookDelivery>>> claims =
                    threads.invokeAll(Stream.generate(() -> claim).limit(8).toList());
            int claimed = 0;
            for (Future<Optional<WebhookDelivery>> one : claims) {
                claimed += one.get().isPresent() ? 1 : 0;
            }
            assertThat(claimed).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void triesAgainWhenItIsDue() {
        pending("ops", NOW);
        WebhookDelivery claimed = outbox.claim("ops", LEASE, NOW).orElseThrow();
        Instant due = NOW.plusSeconds(600);
        assertThat(outbox.retry(claimed, "status 500", due)).isTrue();
        assertThat(outbox.pending("ops", 1)).isEqualTo(1);
        assertThat(outbox.pending("ops", 2)).isZero();
        assertThat(outbox.claim("ops", LEASE, due.minusMillis(1))).isEmpty();
        assertThat(outbox.claim("ops", LEASE, due).orElseThrow().lastResult()).isEqualTo("status 500");
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"DELIVERED", "GIVEN_UP"})
    void endsADeliveryForGood(State state) {
        WebhookDelivery delivery = pending("ops", NOW);
        WebhookDelivery claimed = outbox.claim("ops", LEASE, NOW).orElseThrow();
        assertThat(outbox.end(claimed, state, "status 204", NOW.plusSeconds(1))).isTrue();
        assertThat(outbox.claim("ops", LEASE, NOW.plusSeconds(100_000))).isEmpty();
        assertThat(outbox.pending("ops", 0)).isZero();
        assertThat(outbox.deliveries(delivery.event())).singleElement().satisfies(ended -> {
            assertThat(ended.state()).isEqualTo(state);
            assertThat(ended.lastResult()).isEqualTo("status 204");
            assertThat(ended.endedAt()).contains(NOW.plusSeconds(1));
        });
    }

    @Test
    void forgetsWhatEndedLongAgo() {
        WebhookDelivery ended = pending("ops", NOW);
        outbox.end(outbox.claim("ops", LEASE, NOW).orElseThrow(), State.DELIVERED, "", NOW);
        WebhookDelivery open = pending("ops", NOW.plusSeconds(5));
        outbox.forget(NOW.plusSeconds(5));
        assertThat(outbox.deliveries(ended.event())).isEmpty();
        assertThat(outbox.deliveries(open.event())).hasSize(1);
        outbox.forget(NOW.plusSeconds(6));
        assertThat(outbox.deliveries(open.event())).isEmpty();
    }

    @Test
    void remindsOncePerPeriodAndAnewAfterASuccess() {
        Id<Cluster> cluster = tenancy.cluster().id();
        assertThat(remind(new Overdue(cluster, NOW, 1))).isTrue();
        assertThat(remind(new Overdue(cluster, NOW, 1))).isFalse();
        assertThat(remind(new Overdue(cluster, NOW, 2))).isTrue();
        assertThat(remind(new Overdue(cluster, NOW, 1))).isFalse();
        assertThat(remind(new Overdue(cluster, NOW.plusSeconds(9), 1))).isTrue();
        assertThat(remind(new Overdue(cluster, NOW, 3))).isFalse();
        assertThat(outbox.pending("ops", 0)).isEqualTo(3);
    }

    @Test
    void remindsOfNoClusterThatIsGoneAndHoldsNoneBack() {
        assertThat(remind(new Overdue(Id.next(NOW), NOW, 1))).isFalse();
        assertThat(remind(new Overdue(tenancy.cluster().id(), NOW, 1))).isTrue();
        assertThat(catalog.tenants()
                        .deleteCluster(tenancy.project().id(), tenancy.cluster().id()))
                .isEqualTo(Destinations.Deletion.DELETED);
    }

    private boolean remind(Overdue overdue) {
        return outbox.remind(overdue, delivery("ops", NOW));
    }

    @Test
    void countsJobsByState() {
        assertThat(catalog.statistics().jobsByState())
                .hasSize(5)
                .allSatisfy((state, count) -> assertThat(count).isZero());
        assertThat(catalog.statistics().oldestQueued()).isEmpty();
        finishedJob(JobState.SUCCESSFUL, NOW);
        finishedJob(JobState.SUCCESSFUL, NOW);
        finishedJob(JobState.FAILED, NOW);
        tenancy.submit(1);
        assertThat(catalog.statistics().jobsByState())
                .containsEntry(JobState.SUCCESSFUL, 2L)
                .containsEntry(JobState.FAILED, 1L)
                .containsEntry(JobState.QUEUED, 1L)
                .containsEntry(JobState.IN_PROGRESS, 0L);
        assertThat(catalog.statistics().oldestQueued()).contains(NOW);
    }

    @Test
    void tellsTheLastSuccessOfEveryCluster() {
        Cluster never = tenancy.putCluster("never");
        finishedJob(JobState.SUCCESSFUL, NOW.plusSeconds(100));
        finishedJob(JobState.SUCCESSFUL, NOW.plusSeconds(50));
        finishedJob(JobState.FAILED, NOW.plusSeconds(200));
        assertThat(catalog.statistics().clusters())
                .containsExactlyInAnyOrder(
                        new ExportStatistics.ClusterExports(
                                tenancy.cluster().id(),
                                "testCluster",
                                tenancy.project().id(),
                                "mySbx",
                                NOW,
                                Optional.of(NOW.plusSeconds(100))),
                        new ExportStatistics.ClusterExports(
                                never.id(), "never", tenancy.project().id(), "mySbx", NOW, Optional.empty()));
    }
}
