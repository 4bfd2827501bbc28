package io.snapferry.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The calendar against a walk over all minutes. */
class SchedulePolicyPropertyTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Property(tries = 150)
    void theNextMomentIsTheFirstThatAMinuteWalkFinds(
            @ForAll("items") PolicyItem item, @ForAll("times") LocalTime reference, @ForAll("instants") Instant after) {
        Instant walked = NaiveCalendar.minuteOf(after).plus(MINUTE);
        while (!NaiveCalendar.asks(item, reference, walked)) {
            walked = walked.plus(MINUTE);
        }

        assertThat(new SchedulePolicy(List.of(item), reference).next(item, after))
                .isEqualTo(walked);
    }

    @Property(tries = 150)
    void theLatestMomentIsTheFirstThatAMinuteWalkBackwardsFinds(
            @ForAll("items") PolicyItem item,
            @ForAll("times") LocalTime reference,
            @ForAll("instants") Instant before) {
        Instant walked = NaiveCalendar.minuteOf(before);
        while (!NaiveCalendar.asks(item, reference, walked)) {
            walked = walked.minus(MINUTE);
        }

        assertThat(new SchedulePolicy(List.of(item), reference).latest(item, before))
                .isEqualTo(walked);
    }

    @Property
    void nothingLiesBetweenAMomentAndTheNext(
            @ForAll("items") PolicyItem item, @ForAll("times") LocalTime reference, @ForAll("instants") Instant time) {
        SchedulePolicy policy = new SchedulePolicy(List.of(item), reference);
        Instant latest = policy.latest(item, time);
        Instant next = policy.next(item, time);

        assertThat(latest).isBeforeOrEqualTo(time);
        assertThat(next).isAfter(time);
        assertThat(policy.next(item, latest)).isEqualTo(next);
        assertThat(policy.latest(item, next)).isEqualTo(next);
        assertThat(policy.latest(item, next.minusNanos(1))).isEqualTo(latest);
        assertThat(policy.next(item, next.minusNanos(1))).isEqualTo(next);
    }

    @Provide
    Arbitrary<PolicyItem> items() {
        return Arbitraries.of(SnapshotFrequency.class)
                .flatMap(frequency -> Arbitraries.of(frequency.intervals())
                        .map(interval -> new PolicyItem(
                                new Id<>("64b0000000000000000000aa"),
                                frequency,
                                interval,
                                new Retention(1, Retention.Unit.DAYS))));
    }

    @Provide
    Arbitrary<LocalTime> times() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 23),
                        Arbitraries.integers().between(0, 59))
                .as(LocalTime::of);
    }

    /** Two leap years and the year 2100, which is none, are among them. */
    @Provide
    Arbitrary<Instant> instants() {
        return Arbitraries.oneOf(
                        millisBetween("2023-12-01T00:00:00Z", "2028-12-31T23:59:59Z"),
                        millisBetween("2099-12-01T00:00:00Z", "2101-01-31T23:59:59Z"))
                .map(Instant::ofEpochMilli);
    }

    private static Arbitrary<Long> millisBetween(String first, String last) {
        return Arbitraries.longs()
                .between(
                        Instant.parse(first).toEpochMilli(), Instant.parse(last).toEpochMilli());
    }
}
