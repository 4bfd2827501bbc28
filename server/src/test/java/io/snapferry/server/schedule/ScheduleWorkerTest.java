package io.snapferry.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.Page;
import io.snapferry.server.catalog.PolicyItem;
import io.snapferry.server.catalog.Schedule;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.SnapshotFrequency;
import io.snapferry.server.catalog.SnapshotOrigin;
import io.snapferry.server.catalog.SnapshotQueue;
import io.snapferry.server.catalog.SnapshotStatus;
import io.snapferry.server.testing.InMemoryCatalog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What the worker does when things are not as they should be; {@link ScheduleYearTest} shows how they should be. */
class ScheduleWorkerTest {
    /** A Monday. The policy of a new cluster asks at 21:27, 03:27, 09:27 and 15:27. */
    private static final Instant START = Instant.parse("2028-01-03T20:00:00Z");

    private static final Duration DAY = Duration.ofDays(1);

    private final InMemoryCatalog memory = new InMemoryCatalog();
    private final FailingCatalog failing = new FailingCatalog(memory);
    private final ScheduledCluster cluster = new ScheduledCluster(memory, failing.catalog(), START);

    private List<Instant> dueMoments() {
        return cluster.snapshots().stream()
                .map(snapshot -> ((SnapshotOrigin.Scheduled) snapshot.origin()).dueAt())
                .sorted()
                .toList();
    }

    private static Instant at(String time) {
        return Instant.parse(time);
    }

    private void exportDailyFrom(Instant now) {
        cluster.setTime(now);
        Schedule schedule = cluster.schedule();
        cluster.put(new Schedule(
                schedule.cluster(),
                schedule.policy(),
                schedule.items(),
                schedule.referenceTime(),
                schedule.restoreWindowDays(),
                Optional.of(new Schedule.AutoExport(cluster.bucket(), SnapshotFrequency.DAILY))));
    }

    private List<ExportJob> jobs() {
        return Page.all(page -> memory.jobs().page(cluster.cluster().id(), page));
    }

    private Snapshot onlySnapshot() {
        assertThat(cluster.snapshots()).hasSize(1);
        return cluster.snapshots().get(0);
    }

    @Test
    void aNewClusterHasMissedNothing() {
        Optional<Instant> next = cluster.workAt(START);

        assertThat(cluster.snapshots()).isEmpty();
        assertThat(next).contains(at("2028-01-03T21:27:00Z"));
    }

    @Test
    void queuesWhatIsDueWithTheLongestRetentionOfItsItems() {
        cluster.workAt(START);
        cluster.setTime(at("2028-01-04T15:27:00Z").plusSeconds(5));

        cluster.tick();

        Snapshot queued = onlySnapshot();
        List<PolicyItem> items = cluster.schedule().items();
        assertThat(queued.status()).isEqualTo(SnapshotStatus.QUEUED);
        assertThat(queued.origin())
                .isEqualTo(new SnapshotOrigin.Scheduled(
                        SnapshotFrequency.DAILY,
                        List.of(items.get(0).id(), items.get(1).id()),
                        at("2028-01-04T15:27:00Z")));
        assertThat(queued.expiresAt()).contains(at("2028-01-11T15:27:05Z"));
    }

    @Test
    void takesNothingTwiceWhenTheClockIsSetBack() {
        cluster.workAt(START);
        cluster.workAt(at("2028-01-03T21:27:00Z"));
        cluster.workAt(at("2028-01-04T03:27:01Z"));

        cluster.workAt(at("2028-01-03T21:00:00Z"));
        cluster.workAt(at("2028-01-03T21:27:00Z"));
        Optional<Instant> next = cluster.workAt(at("2028-01-04T03:27:00Z"));

        assertThat(dueMoments()).containsExactly(at("2028-01-03T21:27:00Z"), at("2028-01-04T03:27:00Z"));
        assertThat(next).contains(at("2028-01-04T09:27:00Z"));
    }

    @Test
    void goesOnByTheCalendarAfterAClockThatWasFarAhead() {
        cluster.workAt(START);
        cluster.workAt(at("2031-05-05T00:00:00Z"));
        assertThat(onlySnapshot().origin())
                .extracting(origin -> ((SnapshotOrigin.Scheduled) origin).dueAt())
                .isEqualTo(at("2031-05-04T21:27:00Z"));

        cluster.workAt(START.plusSeconds(60));
        cluster.workAt(at("2028-01-03T21:27:00Z"));

        assertThat(dueMoments()).containsExactly(at("2028-01-03T21:27:00Z"), at("2031-05-04T21:27:00Z"));
    }

    @Test
    void takesOneForAllThatComesDueWhileASnapshotIsUnfinished() {
        cluster.workAt(START);
        cluster.setTime(at("2028-01-03T21:27:00Z"));
        cluster.tick();
        for (String time : List.of("2028-01-04T03:27:00Z", "2028-01-04T09:27:00Z", "2028-01-04T15:27:00Z")) {
            cluster.setTime(at(time));
            cluster.tick();
        }
        assertThat(cluster.snapshots()).as("while one is queued").hasSize(1);

        cluster.workAt(at("2028-01-04T16:00:00Z"));
        cluster.workAt(at("2028-01-04T16:01:00Z"));

        assertThat(dueMoments()).containsExactly(at("2028-01-03T21:27:00Z"), at("2028-01-04T15:27:00Z"));
        assertThat(cluster.events().get(1)).contains("2028-01-04T15:27:00Z DAILY");
    }

    @Test
    void aFailedSnapshotIsNotRepeatedAndNotExported() {
        exportDailyFrom(at("2028-01-04T12:00:00Z"));
        cluster.setTime(at("2028-01-04T15:27:00Z"));
        cluster.tick();
        SnapshotQueue.Claim claim =
                memory.snapshotQueue().claimNext("w", DAY, 5, cluster.now()).orElseThrow();
        memory.snapshotQueue().fail(claim, new Snapshot.Failure("LIVE_SNAPSHOT_FAILED", "gone"));

        cluster.workAt(at("2028-01-04T15:28:00Z"));
        cluster.workAt(at("2028-01-04T21:27:00Z"));

        assertThat(dueMoments()).containsExactly(at("2028-01-04T15:27:00Z"), at("2028-01-04T21:27:00Z"));
        assertThat(jobs()).isEmpty();
    }

    @Test
    void takesNothingOfAClusterWithoutAConnectionStringAndMakesUpForNothing() {
        cluster.workAt(START);
        cluster.reach(false);
        assertThat(cluster.workAt(START.plus(DAY))).isEmpty();

        cluster.reach(true);
        Optional<Instant> next = cluster.workAt(START.plus(DAY.multipliedBy(2)));

        assertThat(cluster.snapshots()).isEmpty();
        assertThat(next).contains(at("2028-01-05T21:27:00Z"));
    }

    @Test
    void makesUpForWhatWasDueWhileTheCatalogFailed() {
        cluster.workAt(START);
        for (String method : List.of("entries", "take", "nextExpiry")) {
            failing.fail(method);
            cluster.workAt(at("2028-01-03T21:27:00Z"));
            failing.heal();
        }

        cluster.workAt(at("2028-01-03T21:29:00Z"));

        assertThat(dueMoments()).containsExactly(at("2028-01-03T21:27:00Z"));
    }

    @Test
    void deletesAndExportsWhileNothingCanBeTaken() {
        exportDailyFrom(at("2028-01-04T12:00:00Z"));
        cluster.register("old", at("2028-01-04T13:00:00Z"));
        cluster.setTime(at("2028-01-04T15:27:00Z"));
        cluster.tick();
        cluster.takeQueued();
        failing.fail("take");
        failing.fail("handled");

        cluster.workAt(at("2028-01-05T15:27:00Z"));

        assertThat(jobs()).hasSize(1);
        assertThat(cluster.events()).contains("2028-01-05T15:27:00Z delete old");
    }

    @Test
    void exportsOnceHoweverOftenItIsWoken() {
        exportDailyFrom(at("2028-01-04T12:00:00Z"));
        for (int i = 0; i < 5; i++) {
            cluster.workAt(at("2028-01-04T15:27:00Z").plusSeconds(i));
        }

        assertThat(jobs()).hasSize(1);
    }

    @Test
    void exportsToWhereTheScheduleSaysWhenTheSnapshotIsCompleted() {
        exportDailyFrom(at("2028-01-04T12:00:00Z"));
        cluster.setTime(at("2028-01-04T15:27:00Z"));
        cluster.tick();
        cluster.put(cluster.schedule().emptied());

        cluster.workAt(at("2028-01-04T15:28:00Z"));

        assertThat(cluster.snapshots()).hasSize(1);
        assertThat(jobs()).as("auto export was turned off meanwhile").isEmpty();
    }

    @Test
    void exportsWithNamesInThePrefixWhenTheScheduleSaysSo() {
        exportDailyFrom(at("2028-01-04T12:00:00Z"));
        cluster.putNamesInExportPrefix();

        cluster.workAt(at("2028-01-04T15:27:00Z"));

        assertThat(jobs())
                .singleElement()
                .satisfies(
                        job -> assertThat(job.prefix()).startsWith("exported_snapshots/KS Sandbox/mySbx/testCluster/"));
    }

    @Test
    void waitsForTheExportThatSomebodyElseStarted() {
        exportDailyFrom(at("2028-01-04T12:00:00Z"));
        cluster.setTime(at("2028-01-04T15:27:00Z"));
        cluster.tick();
        cluster.takeQueued();
        ExportJob other = cluster.submit(onlySnapshot());
        cluster.tick();
        assertThat(jobs()).containsExactly(other);

        cluster.finish(other);
        cluster.tick();

        assertThat(jobs()).hasSize(2);
    }

    @Test
    void triesAnExportAgainThatCannotBeSubmittedButNotForEver() {
        exportDailyFrom(at("2028-01-04T12:00:00Z"));
        cluster.setTime(at("2028-01-04T15:27:00Z"));
        cluster.tick();
        cluster.takeQueued();
        failing.fail("submit");
        cluster.tick();
        cluster.setTime(at("2028-01-04T15:27:59Z"));
        failing.heal();
        cluster.tick();
        assertThat(jobs()).as("before a minute has passed").isEmpty();

        cluster.setTime(at("2028-01-04T15:28:00Z"));
        cluster.tick();
        assertThat(jobs()).hasSize(1);

        failing.fail("submit");
        cluster.workAt(at("2028-01-05T15:27:00Z"));
        for (int minutes = 1; minutes < 12 * 60; minutes++) {
            cluster.setTime(at("2028-01-05T15:27:00Z").plusSeconds(60L * minutes));
            cluster.tick();
        }
        failing.heal();
        cluster.workAt(at("2028-01-06T12:00:00Z"));
        assertThat(jobs()).as("after ten attempts").hasSize(1);
    }

    @Test
    void keepsASnapshotThatAnExportReadsUntilItHasEnded() {
        cluster.workAt(at("2028-01-03T21:00:00Z"));
        cluster.workAt(at("2028-01-03T21:27:00Z"));
        ExportJob job = cluster.submit(onlySnapshot());
        Instant afterExpiry = at("2028-01-10T21:27:00Z");
        cluster.put(cluster.schedule().emptied());

        cluster.workAt(afterExpiry);
        assertThat(cluster.snapshots()).hasSize(1);

        cluster.finish(job);
        cluster.workAt(afterExpiry.plusSeconds(60));
        assertThat(cluster.snapshots()).isEmpty();
    }

    @Test
    void forgetsManyExpiredSnapshotsAtOnce() {
        for (int i = 0; i < 1_200; i++) {
            cluster.register("old " + i, START);
        }

        cluster.workAt(START);

        assertThat(cluster.snapshots()).isEmpty();
    }

    @Test
    void theThreadWakesForAChangedScheduleAndEndsWhenItIsClosed() {
        try (ScheduleWorker worker = cluster.worker()) {
            worker.start();
            await(() -> memory.scheduleAgenda().entries().get(0).handledUntil().isPresent());
            cluster.setTime(at("2028-01-03T21:27:00Z"));

            worker.wake();

            await(() -> !cluster.snapshots().isEmpty());
        }
        cluster.setTime(at("2028-01-04T03:27:00Z"));
        cluster.worker().wake();
        assertThat(cluster.snapshots()).hasSize(1);
    }

    private static void await(BooleanSupplier condition) {
        Instant deadline = Instant.now().plusSeconds(20);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(deadline);
            LockSupport.parkNanos(2_000_000);
        }
    }
}
