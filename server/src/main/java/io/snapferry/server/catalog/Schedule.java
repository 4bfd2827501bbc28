package io.snapferry.server.catalog;

import io.snapferry.server.catalog.Retention.Unit;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * When a cluster's snapshots are taken, how long they are kept, and which of them are exported by themselves.
 *
 * @param cluster that has it
 * @param policy the id of its one policy; there is always exactly one, if need be without items
 * @param items of the policy
 * @param referenceTime of the day, UTC, whole minutes; snapshots are taken at it, or a multiple of hours away from it
 * @param restoreWindowDays how far back a continuous restore could reach; kept for clients that set it, 1 to {@link
 *     #MAX_RESTORE_WINDOW_DAYS}
 * @param autoExport present while it is on
 */
public record Schedule(
        Id<Cluster> cluster,
        Id<Schedule> policy,
        List<PolicyItem> items,
        LocalTime referenceTime,
        int restoreWindowDays,
        Optional<AutoExport> autoExport) {
    /** A century. */
    public static final int MAX_RESTORE_WINDOW_DAYS = 36_500;

    private static final int DEFAULT_RESTORE_WINDOW_DAYS = 7;
    private static final int ID_BYTES = 12;

    /** Copies the items. */
    public Schedule {
        items = List.copyOf(items);
    }

    /**
     * The export of each snapshot that is taken.
     *
     * @param bucket where to
     * @param frequency of the items whose snapshots are exported
     */
    public record AutoExport(Id<ExportBucket> bucket, SnapshotFrequency frequency) {}

    /**
     * What a cluster has until somebody changes it: the policy that Atlas gives a new cluster, at the time of the day at which
     * this one was registered. Its ids follow from the cluster's, so that they stay the same without being stored.
     */
    public static Schedule ofNew(Cluster cluster) {
        return new Schedule(
                cluster.id(),
                derivedId(cluster, "policy"),
                List.of(
                        item(cluster, SnapshotFrequency.HOURLY, 6, 7, Unit.DAYS),
                        item(cluster, SnapshotFrequency.DAILY, 1, 7, Unit.DAYS),
                        item(cluster, SnapshotFrequency.WEEKLY, 6, 4, Unit.WEEKS),
                        item(cluster, SnapshotFrequency.MONTHLY, 40, 12, Unit.MONTHS),
                        item(cluster, SnapshotFrequency.YEARLY, 12, 1, Unit.YEARS)),
                cluster.createdAt().atOffset(ZoneOffset.UTC).toLocalTime().truncatedTo(ChronoUnit.MINUTES),
                DEFAULT_RESTORE_WINDOW_DAYS,
                Optional.empty());
    }

    /** The item with this id. */
    public Optional<PolicyItem> item(Id<PolicyItem> id) {
        return items.stream().filter(item -> item.id().equals(id)).findFirst();
    }

    /** When its items ask for snapshots. */
    public SchedulePolicy calendar() {
        return new SchedulePolicy(items, referenceTime);
    }

    /** This one without items and without auto export, which is what deleting it comes to. */
    public Schedule emptied() {
        return new Schedule(cluster, policy, List.of(), referenceTime, restoreWindowDays, Optional.empty());
    }

    private static PolicyItem item(
            Cluster cluster, SnapshotFrequency frequency, int interval, int retention, Unit unit) {
        return new PolicyItem(
                derivedId(cluster, frequency.name()), frequency, interval, new Retention(retention, unit));
    }

    private static <T> Id<T> derivedId(Cluster cluster, String of) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((cluster.id() + "/" + of).getBytes(StandardCharsets.UTF_8));
            return new Id<>(HexFormat.of().formatHex(digest, 0, ID_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
