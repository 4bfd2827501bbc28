package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.PolicyItem;
import io.snapferry.server.catalog.Retention;
import io.snapferry.server.catalog.Schedule;
import io.snapferry.server.catalog.ScheduleChange;
import io.snapferry.server.catalog.Schedules;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.SnapshotFrequency;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Table {@code schedule}, and the column {@code names_in_export_prefix} of {@code cluster}. */
final class SqlSchedules implements Schedules {
    private static final int MINUTES_PER_HOUR = 60;

    private final Jdbi reads;
    private final Jdbi writes;

    SqlSchedules(Jdbi reads, Jdbi writes) {
        this.reads = reads;
        this.writes = writes;
    }

    @Override
    public Schedule of(Cluster cluster) {
        return reads.withHandle(handle -> of(handle, cluster));
    }

    private static Schedule of(Handle handle, Cluster cluster) {
        return handle.createQuery("select * from schedule where cluster_id = :cluster")
                .bind("cluster", cluster.id())
                .map(SqlSchedules::scheduleOf)
                .findOne()
                .orElseGet(() -> Schedule.ofNew(cluster));
    }

    @Override
    public Change put(ScheduleChange change) {
        Schedule schedule = change.schedule();
        return writes.inTransaction(handle -> {
            Optional<Cluster> cluster = handle.createQuery("select * from cluster where id = :cluster")
                    .bind("cluster", schedule.cluster())
                    .map(SqlTenants::clusterOf)
                    .findOne();
            if (cluster.isEmpty()) {
                return Change.UNKNOWN_CLUSTER;
            }
            if (schedule.autoExport().isPresent()
                    && !isBucketOfItsProject(
                            handle, schedule, schedule.autoExport().get())) {
                return Change.UNKNOWN_BUCKET;
            }
            if (change.concernsSnapshots()) {
                changeSnapshots(handle, change, of(handle, cluster.get()));
            }
            handle.createUpdate("update cluster set names_in_export_prefix = :names where id = :cluster")
                    .bind("names", change.namesInExportPrefix())
                    .bind("cluster", schedule.cluster())
                    .execute();
            upsert(handle, schedule);
            SqlScheduleAgenda.handled(handle, schedule.cluster(), change.at());
            return Change.DONE;
        });
    }

    private record Expiry(Id<Snapshot> snapshot, Instant at) {}

    private static void changeSnapshots(Handle handle, ScheduleChange change, Schedule before) {
        List<Expiry> changed = new ArrayList<>();
        handle.createQuery("select * from snapshot where cluster_id = :cluster and origin = 'SCHEDULED'")
                .bind("cluster", before.cluster())
                .map((row, context) -> {
                    Snapshot snapshot = StoredSnapshot.snapshotOf(row, context);
                    return change.newExpiry(before, snapshot, row.getBoolean("has_own_retention"))
                            .map(at -> new Expiry(snapshot.id(), at));
                })
                .forEach(expiry -> expiry.ifPresent(changed::add));
        for (Expiry expiry : changed) {
            handle.createUpdate("update snapshot set expires_at = :at where id = :snapshot")
                    .bind("at", expiry.at())
                    .bind("snapshot", expiry.snapshot())
                    .execute();
        }
    }

    private static boolean isBucketOfItsProject(Handle handle, Schedule schedule, Schedule.AutoExport export) {
        return handle.createQuery("""
                        select export_bucket.id from export_bucket
                        join cluster on cluster.project_id = export_bucket.project_id
                        where export_bucket.id = :bucket and cluster.id = :cluster
                        """)
                .bind("bucket", export.bucket())
                .bind("cluster", schedule.cluster())
                .mapTo(String.class)
                .findOne()
                .isPresent();
    }

    private static void upsert(Handle handle, Schedule schedule) {
        handle.createUpdate("""
                        insert into schedule
                            (cluster_id, policy_id, items_json, reference_minute, restore_window_days,
                            export_bucket_id, export_frequency)
                        values
                            (:cluster, :policy, :itemsJson, :referenceMinute, :restoreWindowDays,
                            :exportBucket, :exportFrequency)
                        on conflict (cluster_id) do update set
                            policy_id = excluded.policy_id,
                            items_json = excluded.items_json,
                            reference_minute = excluded.reference_minute,
                            restore_window_days = excluded.restore_window_days,
                            export_bucket_id = excluded.export_bucket_id,
                            export_frequency = excluded.export_frequency
                        """)
                .bind("cluster", schedule.cluster())
                .bind("policy", schedule.policy())
                .bind("itemsJson", StoredJson.writeList(schedule.items(), StoredItem::of))
                .bind(
                        "referenceMinute",
                        schedule.referenceTime().getHour() * MINUTES_PER_HOUR
                                + schedule.referenceTime().getMinute())
                .bind("restoreWindowDays", schedule.restoreWindowDays())
                .bind(
                        "exportBucket",
                        schedule.autoExport().map(export -> export.bucket().hex()))
                .bind(
                        "exportFrequency",
                        schedule.autoExport().map(export -> export.frequency().name()))
                .execute();
    }

    static Schedule scheduleOf(ResultSet row, StatementContext context) throws SQLException {
        int minuteOfDay = row.getInt("reference_minute");
        return new Schedule(
                Columns.id(row, "cluster_id"),
                Columns.id(row, "policy_id"),
                StoredJson.readList(
                        "schedule.items_json", row.getString("items_json"), StoredItem[].class, StoredItem::toDomain),
                LocalTime.of(minuteOfDay / MINUTES_PER_HOUR, minuteOfDay % MINUTES_PER_HOUR),
                row.getInt("restore_window_days"),
                autoExportOf(row));
    }

    private static Optional<Schedule.AutoExport> autoExportOf(ResultSet row) throws SQLException {
        return row.getString("export_bucket_id") == null
                ? Optional.empty()
                : Optional.of(new Schedule.AutoExport(
                        Columns.id(row, "export_bucket_id"),
                        SnapshotFrequency.valueOf(row.getString("export_frequency"))));
    }

    private record StoredItem(
            String id, SnapshotFrequency frequency, int interval, int retentionValue, Retention.Unit retentionUnit) {
        static StoredItem of(PolicyItem item) {
            return new StoredItem(
                    item.id().hex(),
                    item.frequency(),
                    item.interval(),
                    item.retention().value(),
                    item.retention().unit());
        }

        PolicyItem toDomain() {
            return new PolicyItem(new Id<>(id), frequency, interval, new Retention(retentionValue, retentionUnit));
        }
    }
}
