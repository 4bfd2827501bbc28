package io.snapferry.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.catalog.Retention.Unit;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a changed schedule means for the snapshots that there are. */
class ScheduleChangeTest {
    private static final Id<Cluster> CLUSTER = new Id<>("64b0000000000000000000c1");
    private static final Instant TAKEN = Instant.parse("2026-01-31T15:27:00Z");
    private static final Instant NOW = Instant.parse("2026-02-03T10:00:00Z");
    private static final Instant EXPIRY = TAKEN.plusSeconds(999_999);

    private static final PolicyItem DAILY = item("64b0000000000000000000d1", SnapshotFrequency.DAILY, 1, 7, Unit.DAYS);
    private static final PolicyItem MONTHLY =
            item("64b0000000000000000000d2", SnapshotFrequency.MONTHLY, 40, 12, Unit.MONTHS);
    private static final PolicyItem DAILY_FOR_A_MONTH =
            new PolicyItem(DAILY.id(), DAILY.frequency(), DAILY.interval(), new Retention(1, Unit.MONTHS));
    private static final PolicyItem MONTHLY_FOR_A_DAY =
            new PolicyItem(MONTHLY.id(), MONTHLY.frequency(), MONTHLY.interval(), new Retention(1, Unit.DAYS));
    private static final Schedule BEFORE = schedule(DAILY, MONTHLY);

    private static PolicyItem item(String id, SnapshotFrequency frequency, int interval, int retention, Unit unit) {
        return new PolicyItem(new Id<>(id), frequency, interval, new Retention(retention, unit));
    }

    private static Schedule schedule(PolicyItem... items) {
        return new Schedule(
                CLUSTER,
                new Id<>("64b0000000000000000000b1"),
                List.of(items),
                LocalTime.of(15, 27),
                7,
                Optional.empty());
    }

    private static Snapshot snapshot(SnapshotOrigin origin) {
        return new Snapshot(
                new Id<>("64b0000000000000000000a1"),
                CLUSTER,
                SnapshotStatus.COMPLETED,
                origin,
                List.of(),
                TAKEN,
                Optional.of(EXPIRY),
                "",
                "",
                0,
                Optional.empty(),
                Optional.empty());
    }

    private static Snapshot of(PolicyItem... items) {
        return snapshot(new SnapshotOrigin.Scheduled(
                items[0].frequency(),
                List.of(items).stream().map(PolicyItem::id).toList(),
                TAKEN));
    }

    private static ScheduleChange updating(PolicyItem... items) {
        return new ScheduleChange(schedule(items), false, NOW, true, false);
    }

    private static ScheduleChange deleting(PolicyItem... items) {
        return new ScheduleChange(schedule(items), false, NOW, false, true);
    }

    private static Optional<Instant> newExpiry(ScheduleChange change, Snapshot snapshot) {
        return change.newExpiry(BEFORE, snapshot, false);
    }

    @Test
    void leavesSnapshotsAloneUnlessItIsTold() {
        ScheduleChange change = ScheduleChange.of(schedule(DAILY_FOR_A_MONTH), false, NOW);

        assertThat(newExpiry(change, of(DAILY))).isEmpty();
        assertThat(newExpiry(change, of(MONTHLY))).isEmpty();
    }

    @Test
    void givesSnapshotsOfAChangedItemItsNewRetentionFromWhenTheyWereTaken() {
        assertThat(newExpiry(updating(DAILY_FOR_A_MONTH, MONTHLY), of(DAILY)))
                .contains(Instant.parse("2026-02-28T15:27:00Z"));
        assertThat(newExpiry(updating(DAILY, MONTHLY_FOR_A_DAY), of(MONTHLY)))
                .as("even when it is over already")
                .contains(Instant.parse("2026-02-01T15:27:00Z"));
    }

    @Test
    void takesTheLongestOfSeveralItems() {
        assertThat(newExpiry(updating(DAILY_FOR_A_MONTH, MONTHLY), of(DAILY, MONTHLY)))
                .contains(Instant.parse("2027-01-31T15:27:00Z"));
        assertThat(newExpiry(updating(DAILY, MONTHLY_FOR_A_DAY), of(DAILY, MONTHLY)))
                .contains(Instant.parse("2026-02-07T15:27:00Z"));
    }

    @Test
    void keepsWhatAnItemThatGoesHadPromised() {
        assertThat(newExpiry(updating(DAILY_FOR_A_MONTH), of(DAILY, MONTHLY)))
                .contains(Instant.parse("2027-01-31T15:27:00Z"));
    }

    @Test
    void doesNotShortenWhatAnItemMayHavePromisedThatIsLongGone() {
        PolicyItem gone = item("64b0000000000000000000d3", SnapshotFrequency.YEARLY, 1, 1, Unit.YEARS);
        PolicyItem dailyForADay =
                new PolicyItem(DAILY.id(), DAILY.frequency(), DAILY.interval(), new Retention(1, Unit.DAYS));

        assertThat(newExpiry(updating(dailyForADay), of(DAILY, gone))).isEmpty();
    }

    @Test
    void leavesSnapshotsOfOtherItemsAlone() {
        assertThat(newExpiry(updating(DAILY_FOR_A_MONTH, MONTHLY), of(MONTHLY))).isEmpty();
        assertThat(newExpiry(updating(DAILY_FOR_A_MONTH), of(MONTHLY)))
                .as("of an item that goes")
                .isEmpty();
    }

    @Test
    void leavesRetentionThatSomebodySetAlone() {
        assertThat(updating(DAILY_FOR_A_MONTH, MONTHLY).newExpiry(BEFORE, of(DAILY), true))
                .isEmpty();
    }

    @Test
    void deletesSnapshotsOfWhichNoItemIsLeft() {
        assertThat(newExpiry(deleting(MONTHLY), of(DAILY))).contains(NOW);
        assertThat(deleting(MONTHLY).newExpiry(BEFORE, of(DAILY), true))
                .as("whatever retention it has")
                .contains(NOW);
        assertThat(newExpiry(deleting(MONTHLY), of(DAILY, MONTHLY))).isEmpty();
        assertThat(newExpiry(deleting(), of(DAILY, MONTHLY))).contains(NOW);
    }

    @Test
    void deletesNoSnapshotsOfAnItemThatWentEarlier() {
        PolicyItem gone = item("64b0000000000000000000d3", SnapshotFrequency.YEARLY, 1, 1, Unit.YEARS);

        assertThat(newExpiry(deleting(MONTHLY), of(gone))).isEmpty();
    }

    @Test
    void leavesSnapshotsAloneThatNoScheduleAskedFor() {
        ScheduleChange change = new ScheduleChange(schedule(), false, NOW, true, true);

        assertThat(newExpiry(change, snapshot(new SnapshotOrigin.Registered(false))))
                .isEmpty();
        assertThat(newExpiry(change, snapshot(new SnapshotOrigin.OnDemand()))).isEmpty();
    }
}
