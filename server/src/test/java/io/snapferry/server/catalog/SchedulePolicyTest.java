package io.snapferry.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a policy asks for snapshots. */
class SchedulePolicyTest {
    private static final LocalTime REFERENCE = LocalTime.of(15, 27);

    private static PolicyItem item(SnapshotFrequency frequency, int interval) {
        return new PolicyItem(
                new Id<>("64b0000000000000000000aa"), frequency, interval, new Retention(1, Retention.Unit.DAYS));
    }

    private static SchedulePolicy policyOf(PolicyItem... items) {
        return new SchedulePolicy(List.of(items), REFERENCE);
    }

    @ParameterizedTest
    @CsvSource({
        "HOURLY, 6, 2026-01-02T00:00:00Z, 2026-01-02T03:27:00Z",
        "HOURLY, 6, 2026-01-02T03:26:59Z, 2026-01-02T03:27:00Z",
        "HOURLY, 6, 2026-01-02T03:27:00Z, 2026-01-02T09:27:00Z",
        "HOURLY, 6, 2026-01-02T21:27:00Z, 2026-01-03T03:27:00Z",
        "HOURLY, 1, 2026-12-31T23:59:00Z, 2027-01-01T00:27:00Z",
        "HOURLY, 12, 2026-01-02T03:27:00.001Z, 2026-01-02T15:27:00Z",
        "DAILY, 1, 2026-01-02T15:26:59Z, 2026-01-02T15:27:00Z",
        "DAILY, 1, 2026-01-02T15:27:00Z, 2026-01-03T15:27:00Z",
        "WEEKLY, 1, 2026-01-02T00:00:00Z, 2026-01-05T15:27:00Z",
        "WEEKLY, 5, 2026-01-02T00:00:00Z, 2026-01-02T15:27:00Z",
        "WEEKLY, 5, 2026-01-02T15:27:00Z, 2026-01-09T15:27:00Z",
        "WEEKLY, 7, 2026-01-04T16:00:00Z, 2026-01-11T15:27:00Z",
        "MONTHLY, 28, 2026-01-28T15:27:00Z, 2026-02-28T15:27:00Z",
        "MONTHLY, 1, 2026-12-01T15:27:00Z, 2027-01-01T15:27:00Z",
        "MONTHLY, 40, 2026-01-31T15:27:00Z, 2026-02-28T15:27:00Z",
        "MONTHLY, 40, 2026-02-28T15:27:00Z, 2026-03-31T15:27:00Z",
        "MONTHLY, 40, 2028-02-01T00:00:00Z, 2028-02-29T15:27:00Z",
        "MONTHLY, 40, 2026-04-30T15:26:00Z, 2026-04-30T15:27:00Z",
        "YEARLY, 12, 2026-01-02T00:00:00Z, 2026-12-01T15:27:00Z",
        "YEARLY, 1, 2026-01-01T15:26:00Z, 2026-01-01T15:27:00Z",
        "YEARLY, 1, 2026-01-01T15:27:00Z, 2027-01-01T15:27:00Z"
    })
    void asksForTheNextSnapshot(SnapshotFrequency frequency, int interval, Instant after, Instant expected) {
        PolicyItem item = item(frequency, interval);

        assertThat(policyOf(item).next(item, after)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "HOURLY, 6, 2026-01-02T00:00:00Z, 2026-01-01T21:27:00Z",
        "HOURLY, 6, 2026-01-02T03:27:00Z, 2026-01-02T03:27:00Z",
        "HOURLY, 12, 2026-01-02T15:26:59.999Z, 2026-01-02T03:27:00Z",
        "DAILY, 1, 2026-01-01T15:26:59Z, 2025-12-31T15:27:00Z",
        "WEEKLY, 5, 2026-01-02T15:27:00Z, 2026-01-02T15:27:00Z",
        "WEEKLY, 5, 2026-01-02T15:26:00Z, 2025-12-26T15:27:00Z",
        "MONTHLY, 40, 2026-03-31T15:26:00Z, 2026-02-28T15:27:00Z",
        "MONTHLY, 40, 2028-03-01T00:00:00Z, 2028-02-29T15:27:00Z",
        "YEARLY, 6, 2026-01-01T00:00:00Z, 2025-06-01T15:27:00Z",
        "YEARLY, 6, 2026-06-01T15:27:00Z, 2026-06-01T15:27:00Z"
    })
    void knowsTheLatestSnapshotThatWasAskedFor(
            SnapshotFrequency frequency, int interval, Instant atOrBefore, Instant expected) {
        PolicyItem item = item(frequency, interval);

        assertThat(policyOf(item).latest(item, atOrBefore)).isEqualTo(expected);
    }

    @Test
    void takesTheEarliestOfAllItems() {
        SchedulePolicy policy = policyOf(item(SnapshotFrequency.YEARLY, 6), item(SnapshotFrequency.WEEKLY, 3));

        assertThat(policy.next(Instant.parse("2026-01-02T00:00:00Z"))).contains(Instant.parse("2026-01-07T15:27:00Z"));
    }

    @Test
    void asksForNothingWithoutItems() {
        assertThat(policyOf().next(Instant.EPOCH)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "HOURLY, 1, 8784",
        "HOURLY, 6, 1464",
        "HOURLY, 12, 732",
        "DAILY, 1, 366",
        "WEEKLY, 2, 52",
        "MONTHLY, 40, 12",
        "YEARLY, 2, 1"
    })
    void asksForAsManyInALeapYearAsTheCalendarHas(SnapshotFrequency frequency, int interval, int count) {
        PolicyItem item = item(frequency, interval);

        assertThat(moments(
                        policyOf(item),
                        item,
                        Instant.parse("2028-01-01T00:00:00Z"),
                        Instant.parse("2029-01-01T00:00:00Z")))
                .hasSize(count);
    }

    /** Zones with a whole hour, half an hour and no whole hour; the days are those on which their clocks change. */
    @ParameterizedTest
    @ValueSource(
            strings = {"UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "Etc/GMT-14"
            })
    void doesNotCareForTheTimeZoneOfTheMachine(String zone) {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try {
            PolicyItem hourly = item(SnapshotFrequency.HOURLY, 1);
            for (String change : List.of("2026-03-08", "2026-03-29", "2026-04-05", "2026-10-04", "2026-11-01")) {
                Instant day = Instant.parse(change + "T00:00:00Z");
                List<Instant> expected = new ArrayList<>();
                for (int hour = 0; hour < 24; hour++) {
                    expected.add(day.plus(Duration.ofMinutes(60L * hour + 27)));
                }
                assertThat(moments(policyOf(hourly), hourly, day, day.plus(Duration.ofDays(1))))
                        .isEqualTo(expected);
            }
            PolicyItem daily = item(SnapshotFrequency.DAILY, 1);
            assertThat(policyOf(daily).next(daily, Instant.parse("2026-03-29T00:30:00Z")))
                    .isEqualTo("2026-03-29T15:27:00Z");
        } finally {
            TimeZone.setDefault(before);
        }
    }

    private static List<Instant> moments(SchedulePolicy policy, PolicyItem item, Instant start, Instant end) {
        List<Instant> moments = new ArrayList<>();
        for (Instant moment = policy.next(item, start); moment.isBefore(end); moment = policy.next(item, moment)) {
            moments.add(moment);
        }
        return moments;
    }
}
