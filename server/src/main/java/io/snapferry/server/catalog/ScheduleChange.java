package io.snapferry.server.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A schedule that takes the place of another, and what that means for the snapshots that the other one asked for.
 *
 * @param schedule as it is to be
 * @param namesInExportPrefix the new value of {@link Cluster#namesInExportPrefix}, which clients see as a part of the schedule
 * @param at when it is changed; the new schedule asks for nothing up to this moment
 * @param updatesSnapshots whether snapshots of the items whose retention changes are kept as long as the new one says
 * @param deletesSnapshots whether snapshots are deleted of which no item is left
 */
public record ScheduleChange(
        Schedule schedule,
        boolean namesInExportPrefix,
        Instant at,
        boolean updatesSnapshots,
        boolean deletesSnapshots) {

    /** One that leaves the existing snapshots alone. */
    public static ScheduleChange of(Schedule schedule, boolean namesInExportPrefix, Instant at) {
        return new ScheduleChange(schedule, namesInExportPrefix, at, false, false);
    }

    /** Whether any snapshot has to be looked at. */
    public boolean concernsSnapshots() {
        return updatesSnapshots || deletesSnapshots;
    }

    /**
     * When a snapshot expires from now on. What is to be deleted expires at once, so that it goes the way of all expired ones:
     * not while it is being taken or exported.
     *
     * @param before the schedule that is replaced
     * @param snapshot of the same cluster
     * @param hasOwnRetention whether somebody changed the retention of this one snapshot, which then stays
     * @return empty when nothing changes
     */
    public Optional<Instant> newExpiry(Schedule before, Snapshot snapshot, boolean hasOwnRetention) {
        if (!(snapshot.origin() instanceof SnapshotOrigin.Scheduled scheduled)) {
            return Optional.empty();
        }
        List<Id<PolicyItem>> items = scheduled.policyItems();
        if (deletesSnapshots
                && items.stream().noneMatch(item -> schedule.item(item).isPresent())
                && items.stream().anyMatch(item -> before.item(item).isPresent())) {
            return earlier(snapshot, at);
        }
        if (updatesSnapshots && !hasOwnRetention && items.stream().anyMatch(item -> changesRetentionOf(item, before))) {
            return Optional.of(longest(items, before, snapshot)).filter(end -> !isExpiry(snapshot, end));
        }
        return Optional.empty();
    }

    private boolean changesRetentionOf(Id<PolicyItem> item, Schedule before) {
        Optional<Retention> old = before.item(item).map(PolicyItem::retention);
        Optional<Retention> updated = schedule.item(item).map(PolicyItem::retention);
        return old.isPresent() && updated.isPresent() && !old.equals(updated);
    }

    /** What an item that goes now had promised stays; what one had that went before is not known, so its expiry may not shrink. */
    private Instant longest(List<Id<PolicyItem>> items, Schedule before, Snapshot snapshot) {
        boolean isAllKnown = items.stream().allMatch(item -> known(item, before).isPresent());
        Stream<Instant> ends = items.stream()
                .flatMap(item -> known(item, before).stream())
                .map(item -> item.retention().endFrom(snapshot.createdAt()));
        Stream<Instant> present = isAllKnown ? Stream.empty() : snapshot.expiresAt().stream();
        return Stream.concat(ends, present).max(Instant::compareTo).orElseThrow();
    }

    private Optional<PolicyItem> known(Id<PolicyItem> item, Schedule before) {
        return schedule.item(item).or(() -> before.item(item));
    }

    private static Optional<Instant> earlier(Snapshot snapshot, Instant end) {
        boolean isEarlier =
                snapshot.expiresAt().filter(expiry -> !expiry.isAfter(end)).isEmpty();
        return isEarlier ? Optional.of(end) : Optional.empty();
    }

    private static boolean isExpiry(Snapshot snapshot, Instant end) {
        return snapshot.expiresAt().equals(Optional.of(end));
    }
}
