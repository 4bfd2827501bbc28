package io.snapferry.server.catalog;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The calendar of a policy: at which moments its items ask for a snapshot. A pure function of the items and the reference
 * time. It knows only UTC, as Atlas does, so no moment is skipped or doubled where clocks change for the summer, and the time
 * zone of the machine means nothing.
 *
 * @param items of the policy
 * @param referenceTime of the day, whole minutes; hourly items count their hours from it in both directions, within the day; all
 *     others mean it
 */
public record SchedulePolicy(List<PolicyItem> items, LocalTime referenceTime) {
    /** Copies the items. */
    public SchedulePolicy {
        items = List.copyOf(items);
    }

    /** The first moment after this one at which any item asks for a snapshot; absent without items. */
    public Optional<Instant> next(Instant after) {
        return items.stream().map(item -> next(item, after)).min(Comparator.naturalOrder());
    }

    /** The first moment after this one at which an item asks for a snapshot. */
    public Instant next(PolicyItem item, Instant after) {
        LocalDateTime start = LocalDateTime.ofInstant(after, ZoneOffset.UTC);
        Turn turn = turn(item, start);
        LocalDateTime candidate = turn.near();
        return (candidate.isAfter(start) ? candidate : turn.following().apply(candidate)).toInstant(ZoneOffset.UTC);
    }

    /** The last moment, this one or before, at which an item asked for a snapshot. */
    public Instant latest(PolicyItem item, Instant atOrBefore) {
        LocalDateTime end = LocalDateTime.ofInstant(atOrBefore, ZoneOffset.UTC);
        Turn turn = turn(item, end);
        LocalDateTime candidate = turn.near();
        return (candidate.isAfter(end) ? turn.preceding().apply(candidate) : candidate).toInstant(ZoneOffset.UTC);
    }

    /** A moment of an item such that no other lies between it and the time in question, and how to get to its neighbours. */
    private record Turn(
            LocalDateTime near, UnaryOperator<LocalDateTime> preceding, UnaryOperator<LocalDateTime> following) {}

    private Turn turn(PolicyItem item, LocalDateTime time) {
        LocalDate day = time.toLocalDate();
        int interval = item.interval();
        return switch (item.frequency()) {
            case HOURLY -> hourly(interval, time);
            case DAILY ->
                new Turn(day.atTime(referenceTime), moment -> moment.minusDays(1), moment -> moment.plusDays(1));
            case WEEKLY ->
                new Turn(
                        day.with(TemporalAdjusters.nextOrSame(DayOfWeek.of(interval)))
                                .atTime(referenceTime),
                        moment -> moment.minusWeeks(1),
                        moment -> moment.plusWeeks(1));
            case MONTHLY ->
                new Turn(
                        inMonth(time, interval),
                        moment -> inMonth(moment.minusMonths(1), interval),
                        moment -> inMonth(moment.plusMonths(1), interval));
            case YEARLY ->
                new Turn(
                        LocalDate.of(day.getYear(), Month.of(interval), 1).atTime(referenceTime),
                        moment -> moment.minusYears(1),
                        moment -> moment.plusYears(1));
        };
    }

    /** All intervals divide a day, so the hours of every day are the same. */
    private Turn hourly(int interval, LocalDateTime time) {
        LocalDateTime firstOfDay =
                time.toLocalDate().atTime(referenceTime.getHour() % interval, referenceTime.getMinute());
        int passed = time.getHour() / interval;
        return new Turn(
                firstOfDay.plusHours((long) passed * interval),
                moment -> moment.minusHours(interval),
                moment -> moment.plusHours(interval));
    }

    private LocalDateTime inMonth(LocalDateTime anyTimeOfMonth, int day) {
        LocalDate date = anyTimeOfMonth.toLocalDate();
        return (day == SnapshotFrequency.LAST_DAY_OF_MONTH
                        ? date.with(TemporalAdjusters.lastDayOfMonth())
                        : date.withDayOfMonth(day))
                .atTime(referenceTime);
    }
}
