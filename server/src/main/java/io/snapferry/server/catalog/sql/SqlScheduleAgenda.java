package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Schedule;
import io.snapferry.server.catalog.ScheduleAgenda;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.SnapshotFrequency;
import io.snapferry.server.catalog.SnapshotOrigin;
import io.snapferry.server.catalog.SnapshotQueue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Table {@code schedule_progress}, and what of other tables concerns schedules. */
final class SqlScheduleAgenda implements ScheduleAgenda {
    private static final String ENTRIES = """
            select cluster.*, schedule_progress.handled_until,
                exists (
                    select 1 from snapshot
                    where snapshot.cluster_id = cluster.id
                    and origin = 'SCHEDULED' and status in ('QUEUED', 'IN_PROGRESS')) as is_taking
            from cluster left join schedule_progress on schedule_progress.cluster_id = cluster.id
            order by cluster.id
            """;

    private final Jdbi reads;
    private final Jdbi writes;

    SqlScheduleAgenda(Jdbi reads, Jdbi writes) {
        this.reads = reads;
        this.writes = writes;
    }

    @Override
    public List<Entry> entries() {
        return reads.inTransaction(handle -> {
            Map<Id<Cluster>, Schedule> schedules = new HashMap<>();
            handle.createQuery("select * from schedule")
                    .map(SqlSchedules::scheduleOf)
                    .forEach(schedule -> schedules.put(schedule.cluster(), schedule));
            return handle.createQuery(ENTRIES)
                    .map((row, context) -> entryOf(row, SqlTenants.clusterOf(row, context), schedules))
                    .list();
        });
    }

    private static Entry entryOf(ResultSet row, Cluster cluster, Map<Id<Cluster>, Schedule> schedules)
            throws SQLException {
        return new Entry(
                cluster,
                Optional.ofNullable(schedules.get(cluster.id())).orElseGet(() -> Schedule.ofNew(cluster)),
                Columns.optionalInstant(row, "handled_until"),
                row.getBoolean("is_taking"));
    }

    @Override
    public void handled(Id<Cluster> cluster, Instant until) {
        writes.useHandle(handle -> handled(handle, cluster, until));
    }

    /** Does nothing when the cluster is gone. */
    static void handled(Handle handle, Id<Cluster> cluster, Instant until) {
        handle.createUpdate("""
                        insert into schedule_progress (cluster_id, handled_until)
                        select id, :until from cluster where id = :cluster
                        on conflict (cluster_id) do update set handled_until = excluded.handled_until
                        """).bind("cluster", cluster).bind("until", until).execute();
    }

    @Override
    public void forget(Id<Cluster> cluster) {
        writes.useHandle(handle -> handle.createUpdate("delete from schedule_progress where cluster_id = :cluster")
                .bind("cluster", cluster)
                .execute());
    }

    @Override
    public Optional<Snapshot> take(SnapshotQueue.NewSnapshot wanted, Set<SnapshotFrequency> frequencies) {
        return writes.inTransaction(handle -> {
            handled(handle, wanted.cluster(), wanted.requestedAt());
            if (isThere(handle, wanted)) {
                return Optional.empty();
            }
            if (!(SqlSnapshotQueue.request(handle, wanted) instanceof SnapshotQueue.Requested.Accepted accepted)) {
                return Optional.empty();
            }
            SqlAutoExports.awaitDecision(handle, accepted.snapshot().id(), frequencies);
            return Optional.of(accepted.snapshot());
        });
    }

    private static boolean isThere(Handle handle, SnapshotQueue.NewSnapshot wanted) {
        if (!(wanted.origin() instanceof SnapshotOrigin.Scheduled scheduled)) {
            throw new IllegalArgumentException("no schedule asks for a snapshot that is " + wanted.origin());
        }
        return handle.createQuery("select id from snapshot where cluster_id = :cluster and due_at = :dueAt")
                .bind("cluster", wanted.cluster())
                .bind("dueAt", scheduled.dueAt())
                .mapTo(String.class)
                .findOne()
                .isPresent();
    }

    @Override
    public List<Snapshot> expired(Instant now, int max) {
        return reads.withHandle(handle -> handle.createQuery("""
                        select * from snapshot
                        where expires_at <= :now and status in ('COMPLETED', 'FAILED')
                        and not exists (
                            select 1 from export_job
                            where export_job.snapshot_id = snapshot.id and state in ('QUEUED', 'IN_PROGRESS'))
                        order by expires_at, id limit :max
                        """)
                .bind("now", now)
                .bind("max", max)
                .map(StoredSnapshot::snapshotOf)
                .list());
    }

    @Override
    public Optional<Instant> nextExpiry(Instant after) {
        return reads.withHandle(handle -> handle.createQuery(
                        "select expires_at from snapshot where expires_at > :after order by expires_at limit 1")
                .bind("after", after)
                .map((row, context) -> Columns.instant(row, "expires_at"))
                .findOne());
    }
}
