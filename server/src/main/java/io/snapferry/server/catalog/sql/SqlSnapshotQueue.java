package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.SnapshotOrigin;
import io.snapferry.server.catalog.SnapshotQueue;
import io.snapferry.server.catalog.SnapshotStatus;
import io.snapferry.server.catalog.sql.StoredSnapshot.StoredMember;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** Tables {@code snapshot} and {@code discarded_snapshot}. What waits and what runs is told as in {@link SqlExportJobs}. */
final class SqlSnapshotQueue implements SnapshotQueue {
    private static final String CLAIM = """
            update snapshot set
                status = 'IN_PROGRESS',
                worker = :worker,
                fencing_token = fencing_token + 1,
                lease_until = :leaseUntil
            where id = (
                select waiting.id from snapshot waiting
                where waiting.status in ('QUEUED', 'IN_PROGRESS') and waiting.lease_until <= :now
                and not exists (
                    select 1 from snapshot running
                    where running.status in ('QUEUED', 'IN_PROGRESS') and running.lease_until > :now
                    and running.cluster_id = waiting.cluster_id)
                order by waiting.queue_position limit 1)
            and :maxAtATime > (
                select count(*) from snapshot running
                where running.status in ('QUEUED', 'IN_PROGRESS') and running.lease_until > :now)
            returning *
            """;

    private static final String WHERE_CLAIM_HOLDS =
            "where id = :snapshot and fencing_token = :token and status = 'IN_PROGRESS'";

    private final Jdbi reads;
    private final Jdbi writes;

    SqlSnapshotQueue(Jdbi reads, Jdbi writes) {
        this.reads = reads;
        this.writes = writes;
    }

    @Override
    public Requested request(NewSnapshot wanted) {
        return writes.inTransaction(handle -> request(handle, wanted));
    }

    static Requested request(Handle handle, NewSnapshot wanted) {
        Optional<String> version = handle.createQuery("select mongodb_version from cluster where id = :cluster")
                .bind("cluster", wanted.cluster())
                .mapTo(String.class)
                .findOne();
        if (version.isEmpty()) {
            return new Requested.UnknownCluster();
        }
        if (wanted.origin() instanceof SnapshotOrigin.Scheduled scheduled) {
            Optional<Snapshot> before =
                    found(handle.createQuery("select * from snapshot where cluster_id = :cluster and due_at = :dueAt")
                            .bind("cluster", wanted.cluster())
                            .bind("dueAt", scheduled.dueAt()));
            return new Requested.Accepted(before.orElseGet(() -> insert(handle, wanted, version.get())));
        }
        Optional<Snapshot> unfinished = found(handle.createQuery("""
                        select * from snapshot
                        where cluster_id = :cluster and origin = 'ON_DEMAND' and status in ('QUEUED', 'IN_PROGRESS')
                        """).bind("cluster", wanted.cluster()));
        return unfinished
                .map(Snapshot::id)
                .<Requested>map(Requested.AlreadyUnfinished::new)
                .orElseGet(() -> new Requested.Accepted(insert(handle, wanted, version.get())));
    }

    private static Optional<Snapshot> found(Query query) {
        return query.map(StoredSnapshot::snapshotOf).findOne();
    }

    private static Snapshot insert(Handle handle, NewSnapshot wanted, String mongodVersion) {
        Snapshot queued = new Snapshot(
                Id.next(wanted.requestedAt()),
                wanted.cluster(),
                SnapshotStatus.QUEUED,
                wanted.origin(),
                List.of(),
                wanted.requestedAt(),
                wanted.expiresAt(),
                wanted.description(),
                mongodVersion,
                0,
                Optional.empty(),
                Optional.empty());
        StoredSnapshot.write(handle, queued);
        handle.createUpdate("""
                        update snapshot set queue_position = (select coalesce(max(queue_position), 0) + 1 from snapshot)
                        where id = :id
                        """).bind("id", queued.id()).execute();
        return SqlSnapshots.find(handle, queued.cluster(), queued.id()).orElseThrow();
    }

    @Override
    public Optional<Claim> claimNext(String worker, Duration lease, int maxAtATime, Instant now) {
        if (maxAtATime < 1) {
            throw new IllegalArgumentException("at least one snapshot must be allowed at a time: " + maxAtATime);
        }
        return writes.inTransaction(handle -> handle.createQuery(CLAIM)
                .bind("worker", worker)
                .bind("leaseUntil", now.plus(lease))
                .bind("now", now)
                .bind("maxAtATime", maxAtATime)
                .map((row, context) -> new Claim(StoredSnapshot.snapshotOf(row, context), row.getLong("fencing_token")))
                .findOne());
    }

    @Override
    public boolean renew(Claim claim, Duration lease, Instant now) {
        return writes.withHandle(handle -> changesARow(
                handle.createUpdate("update snapshot set lease_until = :leaseUntil " + WHERE_CLAIM_HOLDS)
                        .bind("leaseUntil", now.plus(lease)),
                claim));
    }

    @Override
    public boolean complete(Claim claim, Taken taken) {
        return writes.withHandle(handle -> changesARow(
                handle.createUpdate("""
                                update snapshot set
                                    status = 'COMPLETED',
                                    members_json = :membersJson,
                                    expires_at = expires_at + (:createdAt - created_at),
                                    created_at = :createdAt,
                                    mongodb_version = :mongodVersion,
                                    storage_size_bytes = :storageSizeBytes,
                                    read_mode = :readMode,
                                    worker = '',
                                    lease_until = 0
                                """ + WHERE_CLAIM_HOLDS)
                        .bindMethods(taken)
                        .bind("membersJson", StoredJson.writeList(taken.members(), StoredMember::of)),
                claim));
    }

    @Override
    public boolean fail(Claim claim, Snapshot.Failure failure) {
        return writes.withHandle(handle ->
                changesARow(handle.createUpdate("""
                                update snapshot set
                                    status = 'FAILED',
                                    error_code = :errorCode,
                                    error_message = :message,
                                    worker = '',
                                    lease_until = 0
                                """ + WHERE_CLAIM_HOLDS).bindMethods(failure), claim));
    }

    private static boolean changesARow(Update update, Claim claim) {
        return update.bind("snapshot", claim.snapshot().id())
                        .bind("token", claim.fencingToken())
                        .execute()
                == 1;
    }

    @Override
    public void releaseClaims(String worker) {
        // a new token, so that the former self changes nothing even if it is not quite dead
        writes.useHandle(
                handle -> handle.createUpdate("""
                        update snapshot set worker = '', lease_until = 0, fencing_token = fencing_token + 1
                        where status in ('QUEUED', 'IN_PROGRESS') and lease_until > 0 and worker = :worker
                        """).bind("worker", worker).execute());
    }

    @Override
    public List<Id<Snapshot>> discarded() {
        return reads.withHandle(handle -> handle.createQuery("select id from discarded_snapshot order by id")
                .mapTo(String.class)
                .map(Id<Snapshot>::new)
                .list());
    }

    @Override
    public void filesRemoved(Id<Snapshot> discarded) {
        writes.useHandle(handle -> handle.createUpdate("delete from discarded_snapshot where id = :id")
                .bind("id", discarded)
                .execute());
    }
}
