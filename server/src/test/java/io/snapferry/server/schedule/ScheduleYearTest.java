package io.snapferry.server.schedule;

import static io.snapferry.server.catalog.SnapshotFrequency.DAILY;
import static io.snapferry.server.catalog.SnapshotFrequency.HOURLY;
import static io.snapferry.server.catalog.SnapshotFrequency.MONTHLY;
import static io.snapferry.server.catalog.SnapshotFrequency.WEEKLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.PolicyItem;
import io.snapferry.server.catalog.Retention;
import io.snapferry.server.catalog.Schedule;
import io.snapferry.server.catalog.ScheduleChange;
import io.snapferry.server.catalog.SnapshotFrequency;
import io.snapferry.server.catalog.sql.SqlCatalog;
import io.snapferry.server.testing.InMemoryCatalog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A leap year of schedule with all that can happen to one: auto export, an on-demand and a registered snapshot, an export that
 * outlasts its snapshot's retention, three days without a server over the end of a month, a change with new retention for old
 * snapshots, and the end of the schedule.
 */
class ScheduleYearTest {
    private static final Instant START = Instant.parse("2027-12-31T20:00:00Z");
    private static final Instant EXPORTS_BEGIN = Instant.parse("2028-01-10T08:00:00Z");
    private static final Instant OTHERS = Instant.parse("2028-02-27T09:13:00Z");
    private static final Instant SLOW_EXPORT_FROM = Instant.parse("2028-02-05T00:00:00Z");
    private static final Instant SLOW_EXPORT_TO = Instant.parse("2028-03-20T08:00:00Z");
    private static final Instant DOWN_FROM = Instant.parse("2028-05-30T12:00:00Z");
    private static final Instant DOWN_TO = Instant.parse("2028-06-02T12:00:00Z");
    private static final Instant CHANGE = Instant.parse("2028-07-01T10:00:00Z");
    private static final Instant DELETE = Instant.parse("2028-12-05T00:00:00Z");
    private static final Instant END = Instant.parse("2029-01-01T00:00:00Z");

    private static final Retention TWO_MONTHS = new Retention(2, Retention.Unit.MONTHS);

    @TempDir
    Path directory;

    /** The zones are those of the machine, which must not matter. */
    @ParameterizedTest
    @ValueSource(strings = {"America/New_York", "Australia/Lord_Howe"})
    void doesExactlyWhatTheCalendarSays(String zone) {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try (Catalog catalog = new InMemoryCatalog()) {
            ScheduledCluster cluster = new ScheduledCluster(catalog, START);
            Schedule first = cluster.schedule();

            List<String> events = events(cluster, START, END);

            assertThat(events).isEqualTo(sorted(expected(first, cluster, START, END)));
            assertLiteralDays(events, first);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    /** The weeks around downtime and change only: every write of this catalog waits for the disk. */
    @Test
    void doesTheSameWithTheRealCatalog() throws Exception {
        Instant start = DOWN_FROM.minus(Duration.ofDays(10));
        Instant end = CHANGE.plus(Duration.ofDays(10));
        try (Catalog catalog = SqlCatalog.open(directory)) {
            ScheduledCluster cluster = new ScheduledCluster(catalog, start);
            Schedule first = cluster.schedule();

            List<String> events = events(cluster, start, end);

            assertThat(events).isEqualTo(sorted(expected(first, cluster, start, end)));
        }
    }

    private static Schedule exporting(Schedule schedule, ScheduledCluster cluster, SnapshotFrequency frequency) {
        return new Schedule(
                schedule.cluster(),
                schedule.policy(),
                schedule.items(),
                schedule.referenceTime(),
                schedule.restoreWindowDays(),
                Optional.of(new Schedule.AutoExport(cluster.bucket(), frequency)));
    }

    /** Hourly, daily and monthly items stay; the hourly one becomes rarer, the monthly one is kept for two months only. */
    private static Schedule changed(Schedule first, ScheduledCluster cluster) {
        PolicyItem hourly = item(first, HOURLY);
        PolicyItem monthly = item(first, MONTHLY);
        Schedule changed = new Schedule(
                first.cluster(),
                first.policy(),
                List.of(
                        new PolicyItem(hourly.id(), HOURLY, 12, hourly.retention()),
                        item(first, DAILY),
                        new PolicyItem(monthly.id(), MONTHLY, 15, TWO_MONTHS),
                        new PolicyItem(
                                new Id<>("0123456789abcdef00000001"),
                                WEEKLY,
                                3,
                                new Retention(10, Retention.Unit.DAYS))),
                LocalTime.of(22, 45),
                first.restoreWindowDays(),
                Optional.empty());
        return exporting(changed, cluster, DAILY);
    }

    private static PolicyItem item(Schedule schedule, SnapshotFrequency frequency) {
        return schedule.items().stream()
                .filter(item -> item.frequency() == frequency)
                .findFirst()
                .orElseThrow();
    }

    /** The real worker's year. */
    private static List<String> events(ScheduledCluster cluster, Instant start, Instant end) {
        Schedule first = cluster.schedule();
        NavigableMap<Instant, Runnable> script = new TreeMap<>(Map.of(
                EXPORTS_BEGIN, () -> cluster.put(exporting(first, cluster, WEEKLY)),
                OTHERS,
                        () -> {
                            cluster.register("registered", OTHERS.plus(Duration.ofDays(30)));
                            cluster.takeOnDemand("on demand", OTHERS.plus(Duration.ofDays(10)));
                        },
                SLOW_EXPORT_FROM, cluster::holdNextExport,
                SLOW_EXPORT_TO, cluster::finishHeldExport,
                CHANGE,
                        () -> cluster.put(
                                new ScheduleChange(changed(first, cluster), false, cluster.now(), true, false)),
                DELETE, () -> cluster.put(cluster.schedule().emptied())));
        Instant now = start;
        while (now.isBefore(end)) {
            Optional<Instant> next = cluster.workAt(now);
            Instant wake = next.filter(end::isAfter).orElse(end);
            Instant scripted = Optional.ofNullable(script.higherKey(now)).orElse(end);
            now = scripted.isBefore(wake) ? scripted : wake;
            if (!now.isBefore(DOWN_FROM) && now.isBefore(DOWN_TO)) {
                now = DOWN_TO;
            }
            cluster.setTime(now);
            Optional.ofNullable(script.get(now)).ifPresent(Runnable::run);
        }
        return sorted(cluster.events());
    }

    /** The same year, minute by minute. */
    private static List<String> expected(Schedule first, ScheduledCluster cluster, Instant start, Instant end) {
        NaiveSchedule naive = new NaiveSchedule(first);
        String slow = NaiveSchedule.name(
                Instant.parse("2028-02-05T15:27:00Z"),
                WEEKLY,
                List.of(item(first, HOURLY), item(first, DAILY), item(first, WEEKLY)));
        for (Instant minute = start.plusSeconds(60); minute.isBefore(end); minute = minute.plusSeconds(60)) {
            if (minute.equals(EXPORTS_BEGIN)) {
                naive.change(exporting(first, cluster, WEEKLY));
            }
            if (minute.equals(OTHERS)) {
                naive.keep("registered", OTHERS.plus(Duration.ofDays(30)));
                naive.keep("on demand", OTHERS.plus(Duration.ofDays(10)));
            }
            if (minute.equals(CHANGE)) {
                naive.changeRetention(item(first, MONTHLY), TWO_MONTHS);
                naive.change(changed(first, cluster));
            }
            if (minute.equals(DELETE)) {
                naive.change(changed(first, cluster).emptied());
            }
            if (minute.isBefore(DOWN_FROM) || !minute.isBefore(DOWN_TO)) {
                boolean isSlowOneRunning = minute.isBefore(SLOW_EXPORT_TO);
                naive.pass(minute, name -> isSlowOneRunning && name.equals(slow));
            } else {
                naive.passDown(minute);
            }
        }
        return naive.events();
    }

    /** Days that were worked out by hand, in case both programs have the same mistake. */
    private static void assertLiteralDays(List<String> events, Schedule first) {
        String hourly = item(first, HOURLY).id().hex();
        String daily = item(first, DAILY).id().hex();
        String weekly = item(first, WEEKLY).id().hex();
        String monthly = item(first, MONTHLY).id().hex();
        String yearly = first.items().get(4).id().hex();
        assertThat(events)
                .as("a new cluster's first day, a Saturday, before auto export")
                .contains(
                        "2027-12-31T21:27:00Z take 2027-12-31T21:27:00Z HOURLY of [" + hourly + "]",
                        "2028-01-01T15:27:00Z take 2028-01-01T15:27:00Z WEEKLY of [" + hourly + ", " + daily + ", "
                                + weekly + "]")
                .noneMatch(event -> event.startsWith("2028-01-01") && event.contains("export"));
        assertThat(events)
                .as("the leap day")
                .contains("2028-02-29T15:27:00Z take 2028-02-29T15:27:00Z MONTHLY of [" + hourly + ", " + daily + ", "
                        + monthly + "]")
                .as("its snapshot, taken when it was kept for a year, when that became two months")
                .contains("2028-07-01T10:00:00Z delete 2028-02-29T15:27:00Z MONTHLY of [" + hourly + ", " + daily + ", "
                        + monthly + "]");
        assertThat(events)
                .as("an export that outlasts the four weeks of its snapshot")
                .contains(
                        "2028-02-05T15:27:00Z export 2028-02-05T15:27:00Z WEEKLY of [" + hourly + ", " + daily + ", "
                                + weekly + "]",
                        "2028-03-20T08:00:00Z delete 2028-02-05T15:27:00Z WEEKLY of [" + hourly + ", " + daily + ", "
                                + weekly + "]");
        assertThat(takenOn(events, "2028-03-12"))
                .as("the day on which summer time begins in New York")
                .isEqualTo(4);
        assertThat(takenOn(events, "2028-03-26")).as("and in Berlin").isEqualTo(4);
        assertThat(events)
                .as("after the downtime one snapshot for all, although a month ended in it")
                .contains("2028-06-02T12:00:00Z take 2028-06-02T09:27:00Z MONTHLY of [" + hourly + ", " + daily + ", "
                        + monthly + "]");
        assertThat(takenOn(events, "2028-05-31")).isZero();
        assertThat(takenOn(events, "2028-06-01")).isZero();
        assertThat(takenOn(events, "2028-06-02")).isEqualTo(3);
        assertThat(events)
                .as("the first of December is no longer anybody's, the yearly item went in July")
                .noneMatch(event -> event.contains(yearly));
        assertThat(events)
                .as("others expire too")
                .contains("2028-03-08T09:13:00Z delete on demand", "2028-03-28T09:13:00Z delete registered");
        assertThat(events)
                .as("nothing is taken after the end of the schedule, the rest goes when its time is over")
                .noneMatch(event -> event.compareTo("2028-12-05") > 0 && !event.contains(" delete "));
        assertThat(events)
                .contains("2028-12-10T22:45:00Z delete 2028-12-03T22:45:00Z DAILY of [" + hourly + ", " + daily + "]");
    }

    private static long takenOn(List<String> events, String day) {
        return events.stream()
                .filter(event -> event.startsWith(day) && event.contains(" take "))
                .count();
    }

    private static List<String> sorted(List<String> events) {
        return events.stream().sorted().toList();
    }
}
