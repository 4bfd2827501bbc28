package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.Destinations.Deletion;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Page;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.Snapshots;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Table {@code snapshot}, as far as it is not the queue. */
final class SqlSnapshots implements Snapshots {
    /** One that failed or was never begun should have none; nothing is lost by looking. */
    static final String MAY_HAVE_FILES = "origin <> 'REGISTERED'";

    private static final PagedQuery<Snapshot> SNAPSHOTS = new PagedQuery<>(
            "from snapshot where cluster_id = :cluster", "created_at desc, id", StoredSnapshot::snapshotOf);

    private final Jdbi reads;
    private final Jdbi writes;

    SqlSnapshots(Jdbi reads, Jdbi writes) {
        this.reads = reads;
        this.writes = writes;
    }

    @Override
    public void put(Snapshot snapshot) {
        writes.useHandle(handle -> StoredSnapshot.write(handle, snapshot));
    }

    @Override
    public Optional<Snapshot> find(Id<Cluster> cluster, Id<Snapshot> id) {
        return reads.withHandle(handle -> find(handle, cluster, id));
    }

    static Optional<Snapshot> find(Handle handle, Id<Cluster> cluster, Id<Snapshot> id) {
        return handle.createQuery("select * from snapshot where cluster_id = :cluster and id = :id")
                .bind("cluster", cluster)
                .bind("id", id)
                .map(StoredSnapshot::snapshotOf)
                .findOne();
    }

    @Override
    public Page<Snapshot> page(Id<Cluster> cluster, Page.Request page) {
        return SNAPSHOTS.page(reads, page, query -> query.bind("cluster", cluster));
    }

    @Override
    public Optional<Snapshot> changeExpiry(Id<Cluster> cluster, Id<Snapshot> id, Instant expiresAt) {
        return writes.inTransaction(handle -> {
            handle.createUpdate("update snapshot set expires_at = :expiresAt, has_own_retention = true"
                            + " where cluster_id = :cluster and id = :id")
                    .bind("expiresAt", expiresAt)
                    .bind("cluster", cluster)
                    .bind("id", id)
                    .execute();
            return find(handle, cluster, id);
        });
    }

    @Override
    public Deletion delete(Id<Cluster> cluster, Id<Snapshot> id) {
        return writes.inTransaction(handle -> {
            if (find(handle, cluster, id).isEmpty()) {
                return Deletion.UNKNOWN;
            }
            if (isInUse(handle, id)) {
                return Deletion.IN_USE;
            }
            handle.createUpdate("insert into discarded_snapshot (id) select id from snapshot where id = :id and "
                            + MAY_HAVE_FILES)
                    .bind("id", id)
                    .execute();
            handle.createUpdate("delete from snapshot where id = :id")
                    .bind("id", id)
                    .execute();
            return Deletion.DELETED;
        });
    }

    private static boolean isInUse(Handle handle, Id<Snapshot> id) {
        return handle.createQuery("""
                        select id from snapshot where id = :id and status = 'IN_PROGRESS'
                        union all
                        select id from export_job where snapshot_id = :id and state in ('QUEUED', 'IN_PROGRESS')
                        """)
                .bind("id", id)
                .mapTo(String.class)
                .findFirst()
                .isPresent();
    }
}
