package io.snapferry.server.catalog;

import static io.snapferry.server.catalog.Tenancy.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.catalog.AutoExports.Undecided;
import io.snapferry.server.catalog.ExportJobs.Submission;
import io.snapferry.server.catalog.Retention.Unit;
import io.snapferry.server.catalog.SnapshotQueue.Claim;
import io.snapferry.server.catalog.SnapshotQueue.NewSnapshot;
import io.snapferry.server.catalog.SnapshotQueue.Taken;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every catalog keeps for schedules at work. */
public abstract class ScheduleAgendaContractTest {
    private static final Set<SnapshotFrequency> FREQUENCIES = Set.of(SnapshotFrequency.HOURLY, SnapshotFrequency.DAILY);
    private static final Instant EXPIRY = NOW.plus(Duration.ofDays(7));

    private Catalog catalog;
    private ScheduleAgenda agenda;
    private Tenancy tenancy;
    private Id<Cluster> cluster;
    private Schedule schedule;

    /** A new, empty catalog. */
    protected abstract Catalog create() throws Exception;

    @BeforeEach
    void createCatalog() throws Exception {
        catalog = create();
        agenda = catalog.scheduleAgenda();
        tenancy = Tenancy.in(catalog, "mySbx");
        cluster = tenancy.cluster().id();
        schedule = catalog.schedules().of(tenancy.cluster());
    }

    @AfterEach
    void closeCatalog() {
        catalog.close();
    }

    private ScheduleAgenda.Entry entry() {
        return agenda.entries().stream()
                .filter(entry -> entry.cluster().id().equals(cluster))
                .findFirst()
                .orElseThrow();
    }

    private NewSnapshot wanted(Instant dueAt, Instant now, Id<PolicyItem> item) {
        return new NewSnapshot(
                cluster,
                new SnapshotOrigin.Scheduled(SnapshotFrequency.DAILY, List.of(item), dueAt),
                now,
                Optional.of(EXPIRY),
                "");
    }

    private Snapshot take(Instant dueAt) {
        return take(dueAt, schedule.items().get(1).id());
    }

    private Snapshot take(Instant dueAt, Id<PolicyItem> item) {
        return agenda.take(wanted(dueAt, NOW, item), FREQUENCIES).orElseThrow();
    }

    private Claim claim() {
        return catalog.snapshotQueue()
                .claimNext("worker", Duration.ofDays(1), 5, NOW)
                .orElseThrow();
    }

    private Snapshot taken(Instant dueAt, Id<PolicyItem> item) {
        Snapshot queued = take(dueAt, item);
        complete(claim());
        return now(queued);
    }

    private Snapshot taken(Instant dueAt) {
        return taken(dueAt, schedule.items().get(1).id());
    }

    private void complete(Claim claim) {
        Snapshot.Member member = new Snapshot.Member(Id.next(NOW), "rs0", Path.of("/snapshots/rs0"));
        assertThat(catalog.snapshotQueue().complete(claim, new Taken(NOW, List.of(member), "7.0.12", 42, "pinned")))
                .isTrue();
    }

    private Snapshot now(Snapshot snapshot) {
        return catalog.snapshots().find(cluster, snapshot.id()).orElseThrow();
    }

    @Test
    void listsEveryClusterWithItsScheduleAndHowFarItHasCome() {
        Cluster another = tenancy.putCluster("another");
        agenda.handled(cluster, NOW);

        assertThat(agenda.entries())
                .containsExactlyInAnyOrder(
                        new ScheduleAgenda.Entry(tenancy.cluster(), schedule, Optional.of(NOW), false),
                        new ScheduleAgenda.Entry(another, Schedule.ofNew(another), Optional.empty(), false));
    }

    @Test
    void goesBackWhenItIsTold() {
        agenda.handled(cluster, NOW);
        agenda.handled(cluster, NOW.minusSeconds(60));

        assertThat(entry().handledUntil()).contains(NOW.minusSeconds(60));
    }

    @Test
    void forgetsHowFarAScheduleHasCome() {
        agenda.handled(cluster, NOW);

        agenda.forget(cluster);

        assertThat(entry().handledUntil()).isEmpty();
    }

    @Test
    void aChangedScheduleAsksForNothingUpToItsChange() {
        agenda.handled(cluster, NOW.minusSeconds(3600));

        catalog.schedules().put(ScheduleChange.of(schedule.emptied(), false, NOW));

        assertThat(entry())
                .isEqualTo(new ScheduleAgenda.Entry(tenancy.cluster(), schedule.emptied(), Optional.of(NOW), false));
    }

    @Test
    void queuesAScheduledSnapshotAndCountsItAsHandled() {
        Snapshot queued = take(NOW);

        assertThat(now(queued)).isEqualTo(queued);
        assertThat(queued.status()).isEqualTo(SnapshotStatus.QUEUED);
        assertThat(queued.expiresAt()).contains(EXPIRY);
        assertThat(entry().handledUntil()).contains(NOW);
        assertThat(entry().isTaking()).isTrue();
        complete(claim());
        assertThat(entry().isTaking()).isFalse();
    }

    @Test
    void takesOneSnapshotForAMomentHoweverOftenItIsAsked() {
        Snapshot first = taken(NOW);
        catalog.autoExports().decline(first.id());
        Instant later = NOW.plusSeconds(60);

        assertThat(agenda.take(wanted(NOW, later, schedule.items().get(1).id()), FREQUENCIES))
                .isEmpty();

        assertThat(catalog.snapshots().page(cluster, Page.Request.FIRST).totalCount())
                .isEqualTo(1);
        assertThat(entry().handledUntil()).contains(later);
        assertThat(catalog.autoExports().due(later))
                .as("what was decided stays decided")
                .isEmpty();
    }

    @Test
    void takesNothingOfAClusterThatIsGone() {
        taken(NOW);
        catalog.tenants().deleteCluster(tenancy.project().id(), cluster);

        assertThat(agenda.take(
                        wanted(NOW.plusSeconds(60), NOW, schedule.items().get(1).id()), FREQUENCIES))
                .isEmpty();

        assertThat(agenda.entries()).isEmpty();
    }

    @Test
    void listsWhatHasExpiredExceptWhatIsInUse() {
        Snapshot completed = taken(NOW);
        take(NOW.plusSeconds(60));
        Snapshot failed = now(claim().snapshot());
        Snapshot registered = tenancy.putSnapshot(NOW, 1);
        catalog.snapshots().changeExpiry(cluster, registered.id(), EXPIRY.minusSeconds(1));
        Snapshot later = tenancy.putSnapshot(NOW, 1);
        catalog.snapshots().changeExpiry(cluster, later.id(), EXPIRY.plusSeconds(1));
        tenancy.putSnapshot(NOW, 1);
        Snapshot exported = tenancy.putSnapshot(NOW, 1);
        catalog.snapshots().changeExpiry(cluster, exported.id(), EXPIRY.minusSeconds(2));
        tenancy.submit(exported);

        assertThat(agenda.expired(EXPIRY, 10))
                .as("without the one that is being taken and the one that is exported")
                .containsExactly(now(registered), completed);
        assertThat(agenda.expired(EXPIRY, 1)).containsExactly(now(registered));
        assertThat(agenda.expired(EXPIRY.minusSeconds(3), 10)).isEmpty();
        assertThat(failed.status()).isEqualTo(SnapshotStatus.IN_PROGRESS);
        assertThat(agenda.nextExpiry(EXPIRY)).contains(EXPIRY.plusSeconds(1));
        assertThat(agenda.nextExpiry(EXPIRY.plusSeconds(1))).isEmpty();
    }

    @Test
    void aFailedSnapshotExpiresAndIsNotToBeExported() {
        take(NOW);
        Claim claim = claim();
        catalog.snapshotQueue().fail(claim, new Snapshot.Failure("LIVE_SNAPSHOT_FAILED", "rs0: gone"));

        assertThat(agenda.expired(EXPIRY, 10)).hasSize(1);
        assertThat(catalog.autoExports().due(EXPIRY)).isEmpty();
    }

    @Test
    void showsASnapshotForDecisionOnceItIsCompleted() {
        Snapshot queued = take(NOW);
        assertThat(catalog.autoExports().due(NOW)).isEmpty();

        complete(claim());

        assertThat(catalog.autoExports().due(NOW)).containsExactly(new Undecided(now(queued), FREQUENCIES, 0));
    }

    @Test
    void anAcceptedExportDecides() {
        Snapshot snapshot = taken(NOW);

        Submission submission = catalog.autoExports().submit(tenancy.jobFor(snapshot, NOW));

        assertThat(submission).isInstanceOf(Submission.Accepted.class);
        assertThat(catalog.jobs().page(cluster, Page.Request.FIRST).items())
                .containsExactly(((Submission.Accepted) submission).job());
        assertThat(catalog.autoExports().due(EXPIRY)).isEmpty();
    }

    @Test
    void anExportThatIsNotAcceptedDecidesNothing() {
        Snapshot snapshot = taken(NOW);
        ExportJob other = tenancy.submit(snapshot);

        assertThat(catalog.autoExports().submit(tenancy.jobFor(snapshot, NOW)))
                .isEqualTo(new Submission.AlreadyActive(other.id()));

        assertThat(catalog.autoExports().due(NOW)).hasSize(1);
    }

    @Test
    void countsPostponementsAndWaits() {
        Snapshot snapshot = taken(NOW);

        catalog.autoExports().postpone(snapshot.id(), NOW.plusSeconds(60));
        catalog.autoExports().postpone(snapshot.id(), NOW.plusSeconds(120));

        assertThat(catalog.autoExports().due(NOW.plusSeconds(119))).isEmpty();
        assertThat(catalog.autoExports().due(NOW.plusSeconds(120)))
                .containsExactly(new Undecided(snapshot, FREQUENCIES, 2));
    }

    @Test
    void aDeletedSnapshotNeedsNoDecision() {
        Snapshot snapshot = taken(NOW);

        catalog.snapshots().delete(cluster, snapshot.id());

        assertThat(catalog.autoExports().due(EXPIRY)).isEmpty();
    }

    @Test
    void aChangedRetentionReachesTheSnapshotsOfItsItemOnly() {
        PolicyItem hourly = schedule.items().get(0);
        PolicyItem daily = schedule.items().get(1);
        Snapshot ofDaily = taken(NOW, daily.id());
        Snapshot ofHourly = taken(NOW.plusSeconds(60), hourly.id());
        Snapshot ofDailyChangedByHand = taken(NOW.plusSeconds(120), daily.id());
        catalog.snapshots().changeExpiry(cluster, ofDailyChangedByHand.id(), EXPIRY.plusSeconds(9));
        PolicyItem longer =
                new PolicyItem(daily.id(), daily.frequency(), daily.interval(), new Retention(2, Unit.WEEKS));

        catalog.schedules().put(new ScheduleChange(with(hourly, longer), false, NOW, true, false));

        assertThat(now(ofDaily).expiresAt()).contains(NOW.plus(Duration.ofDays(14)));
        assertThat(now(ofHourly).expiresAt()).contains(EXPIRY);
        assertThat(now(ofDailyChangedByHand).expiresAt()).contains(EXPIRY.plusSeconds(9));
    }

    @Test
    void snapshotsOfARemovedItemExpireAtOnceWhenTheyAreToBeDeleted() {
        PolicyItem hourly = schedule.items().get(0);
        PolicyItem daily = schedule.items().get(1);
        Snapshot ofDaily = taken(NOW, daily.id());
        Snapshot ofHourly = taken(NOW.plusSeconds(60), hourly.id());
        Instant later = NOW.plusSeconds(3600);

        catalog.schedules().put(new ScheduleChange(with(daily), false, later, false, true));

        assertThat(agenda.expired(later, 10)).containsExactly(now(ofHourly));
        assertThat(now(ofDaily).expiresAt()).contains(EXPIRY);
    }

    private Schedule with(PolicyItem... items) {
        return new Schedule(
                schedule.cluster(),
                schedule.policy(),
                List.of(items),
                schedule.referenceTime(),
                schedule.restoreWindowDays(),
                Optional.empty());
    }
}
