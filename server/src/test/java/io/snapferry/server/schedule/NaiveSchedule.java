package io.snapferry.server.schedule;

import io.snapferry.server.catalog.NaiveCalendar;
import io.snapferry.server.catalog.PolicyItem;
import io.snapferry.server.catalog.Retention;
import io.snapferry.server.catalog.Schedule;
import io.snapferry.server.catalog.SnapshotFrequency;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a schedule should do, said as simply as can be: a walk over all minutes with a list of snapshots. Shares nothing with the
 * worker but the data of schedules.
 */
final class NaiveSchedule {
    /** What happened, one line each, in the order of time. */
    private final List<String> events = new ArrayList<>();

    private final List<Kept> kept = new ArrayList<>();
    private final List<PolicyItem> due = new ArrayList<>();
    private Instant lastDue = Instant.EPOCH;
    private Schedule schedule;

    /** A snapshot that there is. */
    static final class Kept {
        final String name;
        final Instant takenAt;
        final List<PolicyItem> items;
        Instant expiresAt;

        Kept(String name, Instant takenAt, List<PolicyItem> items, Instant expiresAt) {
            this.name = name;
            this.takenAt = takenAt;
            this.items = items;
            this.expiresAt = expiresAt;
        }
    }

    NaiveSchedule(Schedule schedule) {
        this.schedule = schedule;
    }

    List<String> events() {
        return List.copyOf(events);
    }

    /** Another schedule from now on; what is due of the old one is forgotten. */
    void change(Schedule changed) {
        due.clear();
        schedule = changed;
    }

    /** Snapshots of the item expire as the new retention says, counted from when they were taken, if it is their longest. */
    void changeRetention(PolicyItem old, Retention retention) {
        for (Kept snapshot : kept) {
            if (!snapshot.items.contains(old)) {
                continue;
            }
            Instant end = Instant.EPOCH;
            for (PolicyItem item : snapshot.items) {
                Instant itemEnd = plus(snapshot.takenAt, item.equals(old) ? retention : item.retention());
                end = itemEnd.isAfter(end) ? itemEnd : end;
            }
            snapshot.expiresAt = end;
        }
    }

    void keep(String name, Instant expiresAt) {
        kept.add(new Kept(name, Instant.EPOCH, List.of(), expiresAt));
    }

    /** A minute in which nobody works. */
    void passDown(Instant minute) {
        for (PolicyItem item : schedule.items()) {
            if (NaiveCalendar.asks(item, schedule.referenceTime(), minute)) {
                due.remove(item);
                due.add(item);
                lastDue = minute;
            }
        }
    }

    /** @param isHeld tells the snapshots that an export is reading, by name */
    void pass(Instant minute, Predicate<String> isHeld) {
        passDown(minute);
        if (!due.isEmpty()) {
            List<PolicyItem> asking = new ArrayList<>(schedule.items());
            asking.retainAll(due);
            take(minute, asking);
            due.clear();
        }
        for (Kept snapshot : List.copyOf(kept)) {
            if (!snapshot.expiresAt.isAfter(minute) && !isHeld.test(snapshot.name)) {
                events.add(line(minute, "delete", snapshot.name));
                kept.remove(snapshot);
            }
        }
    }

    private void take(Instant minute, List<PolicyItem> asking) {
        Instant expiresAt = Instant.EPOCH;
        SnapshotFrequency longest = SnapshotFrequency.HOURLY;
        for (PolicyItem item : asking) {
            Instant end = plus(minute, item.retention());
            expiresAt = end.isAfter(expiresAt) ? end : expiresAt;
            longest = item.frequency().compareTo(longest) > 0 ? item.frequency() : longest;
        }
        String name = name(lastDue, longest, asking);
        events.add(line(minute, "take", name));
        kept.add(new Kept(name, minute, asking, expiresAt));
        Optional<SnapshotFrequency> exported = schedule.autoExport().map(Schedule.AutoExport::frequency);
        for (PolicyItem item : asking) {
            if (exported.equals(Optional.of(item.frequency()))) {
                events.add(line(minute, "export", name));
                break;
            }
        }
    }

    static String name(Instant dueAt, SnapshotFrequency frequency, List<PolicyItem> items) {
        return dueAt + " " + frequency + " of "
                + items.stream().map(item -> item.id().hex()).toList();
    }

    static String line(Instant when, String what, String name) {
        return when + " " + what + " " + name;
    }

    private static Instant plus(Instant start, Retention retention) {
        OffsetDateTime time = start.atOffset(ZoneOffset.UTC);
        int value = retention.value();
        return switch (retention.unit()) {
            case DAYS -> start.plus(Duration.ofHours(24L * value));
            case WEEKS -> start.plus(Duration.ofHours(7 * 24L * value));
            case MONTHS -> time.plusMonths(value).toInstant();
            case YEARS -> time.plusMonths(12L * value).toInstant();
        };
    }
}
