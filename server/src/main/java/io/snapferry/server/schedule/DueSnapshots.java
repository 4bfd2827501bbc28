package io.snapferry.server.schedule;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ClusterType;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.PolicyItem;
import io.snapferry.server.catalog.Schedule;
import io.snapferry.server.catalog.ScheduleAgenda;
import io.snapferry.server.catalog.SchedulePolicy;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.SnapshotFrequency;
import io.snapferry.server.catalog.SnapshotOrigin;
import io.snapferry.server.catalog.SnapshotQueue.NewSnapshot;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the snapshots that are due. All items of a cluster that have come due since it was looked at last share one snapshot:
 * at their common minute, after a downtime, and after a snapshot that took longer than the time to the next one. Of one thread.
 */
final class DueSnapshots {
    private static final Logger LOG = LoggerFactory.getLogger(DueSnapshots.class);

    private final ScheduleAgenda agenda;
    private final Runnable snapshotRequested;
    /** Clusters that the log already says are left alone. */
    private final Set<Id<Cluster>> toldOf = new HashSet<>();

    /** @param snapshotRequested run after a snapshot was queued; must return at once */
    DueSnapshots(ScheduleAgenda agenda, Runnable snapshotRequested) {
        this.agenda = agenda;
        this.snapshotRequested = snapshotRequested;
    }

    /**
     * Does what is due. One cluster's trouble is not the others'.
     *
     * @return when the next is due; absent when none ever is
     */
    Optional<Instant> take(Instant now) {
        List<ScheduleAgenda.Entry> entries = agenda.entries();
        toldOf.retainAll(entries.stream().map(entry -> entry.cluster().id()).collect(Collectors.toSet()));
        Optional<Instant> next = Optional.empty();
        for (ScheduleAgenda.Entry entry : entries) {
            try {
                next = Moments.earlier(next, take(entry, now));
            } catch (RuntimeException e) {
                LOG.atError()
                        .addKeyValue("cluster", entry.cluster().id())
                        .setCause(e)
                        .log("scheduled snapshot could not be asked for, will try again");
            }
        }
        return next;
    }

    private Optional<Instant> take(ScheduleAgenda.Entry entry, Instant now) {
        Cluster cluster = entry.cluster();
        if (!cluster.canBeTaken()) {
            leaveAlone(entry);
            return Optional.empty();
        }
        toldOf.remove(cluster.id());
        Optional<Instant> handledUntil = entry.handledUntil().filter(until -> !until.isAfter(now));
        if (handledUntil.isEmpty()) {
            // new, or the clock was set back: the moments in between come again, and find their snapshots taken
            agenda.handled(cluster.id(), now);
        } else if (entry.isTaking()) {
            // what comes due now is taken when this one is finished, as after a downtime
            return Optional.empty();
        } else {
            takeDue(cluster, entry.schedule(), handledUntil.get(), now);
        }
        return entry.schedule().calendar().next(now);
    }

    private void leaveAlone(ScheduleAgenda.Entry entry) {
        Cluster cluster = entry.cluster();
        if (!entry.schedule().items().isEmpty() && toldOf.add(cluster.id())) {
            LOG.atInfo()
                    .addKeyValue("cluster", cluster.id())
                    .addKeyValue("reason", cluster.type() == ClusterType.SHARDED ? "sharded" : "no connection string")
                    .log("schedule takes no snapshots of the cluster");
        }
        // what is due now will not have been missed, once the cluster is connected
        if (entry.handledUntil().isPresent()) {
            agenda.forget(cluster.id());
        }
    }

    private void takeDue(Cluster cluster, Schedule schedule, Instant handledUntil, Instant now) {
        SchedulePolicy calendar = schedule.calendar();
        List<PolicyItem> due = schedule.items().stream()
                .filter(item -> calendar.latest(item, now).isAfter(handledUntil))
                .toList();
        Optional<Instant> dueAt =
                due.stream().map(item -> calendar.latest(item, now)).max(Comparator.naturalOrder());
        if (dueAt.isEmpty()) {
            return;
        }
        Optional<Snapshot> queued = agenda.take(wanted(cluster, due, dueAt.get(), now), frequencies(due));
        if (queued.isPresent()) {
            LOG.atInfo()
                    .addKeyValue("cluster", cluster.id())
                    .addKeyValue("snapshot", queued.get().id())
                    .addKeyValue("frequency", longestFrequency(due).wireName())
                    .addKeyValue("dueAt", dueAt.get())
                    .log("scheduled snapshot queued");
            snapshotRequested.run();
        }
    }

    private static NewSnapshot wanted(Cluster cluster, List<PolicyItem> due, Instant dueAt, Instant now) {
        return new NewSnapshot(
                cluster.id(),
                new SnapshotOrigin.Scheduled(
                        longestFrequency(due), due.stream().map(PolicyItem::id).toList(), dueAt),
                now,
                due.stream().map(item -> item.retention().endFrom(now)).max(Comparator.naturalOrder()),
                "");
    }

    private static Set<SnapshotFrequency> frequencies(List<PolicyItem> items) {
        return items.stream().map(PolicyItem::frequency).collect(Collectors.toSet());
    }

    private static SnapshotFrequency longestFrequency(List<PolicyItem> items) {
        return items.stream()
                .map(PolicyItem::frequency)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
