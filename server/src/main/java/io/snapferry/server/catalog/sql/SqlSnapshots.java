package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.Destinations.Deletion;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Page;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.Snapshots;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Table {@code snapshot}. */
final class SqlSnapshots implements Snapshots {
    private static final PagedQuery<Snapshot> SNAPSHOTS = new PagedQuery<>(
            "from snapshot where cluster_id = :cluster", "created_at desc, id", SqlSnapshots::snapshotOf);

    private final Jdbi reads;
    private final Jdbi writes;

    SqlSnapshots(Jdbi reads, Jdbi writes) {
        this.reads = reads;
        this.writes = writes;
    }

    @Override
    public void put(Snapshot snapshot) {
        writes.useHandle(handle -> handle.createUpdate("""
                        insert into snapshot
                            (id, cluster_id, members_json, created_at, expires_at, description, mongodb_version,
                            storage_size_bytes)
                        values
                            (:id, :cluster, :membersJson, :createdAt, :expiresAt, :description, :mongodVersion,
                            :storageSizeBytes)
                        on conflict (id) do update set
                            cluster_id = excluded.cluster_id,
                            members_json = excluded.members_json,
                            created_at = excluded.created_at,
                            expires_at = excluded.expires_at,
                            description = excluded.description,
                            mongodb_version = excluded.mongodb_version,
                            storage_size_bytes = excluded.storage_size_bytes
                        """)
                .bindMethods(snapshot)
                .bind("membersJson", StoredJson.writeList(snapshot.members(), StoredMember::of))
                .execute());
    }

    @Override
    public Optional<Snapshot> find(Id<Cluster> cluster, Id<Snapshot> id) {
        return reads.withHandle(handle -> find(handle, cluster, id));
    }

    private static Optional<Snapshot> find(Handle handle, Id<Cluster> cluster, Id<Snapshot> id) {
        return handle.createQuery("select * from snapshot where cluster_id = :cluster and id = :id")
                .bind("cluster", cluster)
                .bind("id", id)
                .map(SqlSnapshots::snapshotOf)
                .findOne();
    }

    @Override
    public Page<Snapshot> page(Id<Cluster> cluster, Page.Request page) {
        return SNAPSHOTS.page(reads, page, query -> query.bind("cluster", cluster));
    }

    @Override
    public Optional<Snapshot> changeExpiry(Id<Cluster> cluster, Id<Snapshot> id, Instant expiresAt) {
        return writes.inTransaction(handle -> {
            handle.createUpdate("update snapshot set expires_at = :expiresAt where cluster_id = :cluster and id = :id")
                    .bind("expiresAt", expiresAt)
                    .bind("cluster", cluster)
                    .bind("id", id)
                    .execute();
            return find(handle, cluster, id);
        });
    }

    @Override
    public Deletion delete(Id<Cluster> cluster, Id<Snapshot> id) {
        return new Removal(
                        "snapshot where cluster_id = :owner and id = :id",
                        "select id from export_job where snapshot_id = :id and state in ('QUEUED', 'IN_PROGRESS')")
                .run(writes, cluster, id);
    }

    private static Snapshot snapshotOf(ResultSet row, StatementContext context) throws SQLException {
        return new Snapshot(
                Columns.id(row, "id"),
                Columns.id(row, "cluster_id"),
                StoredJson.readList(
                        "snapshot.members_json",
                        row.getString("members_json"),
                        StoredMember[].class,
                        StoredMember::toDomain),
                Columns.instant(row, "created_at"),
                Columns.optionalInstant(row, "expires_at"),
                row.getString("description"),
                row.getString("mongodb_version"),
                row.getLong("storage_size_bytes"));
    }

    private record StoredMember(String id, String replicaSetName, String source) {
        static StoredMember of(Snapshot.Member member) {
            return new StoredMember(
                    member.id().hex(), member.replicaSetName(), member.source().toString());
        }

        Snapshot.Member toDomain() {
            return new Snapshot.Member(new Id<>(id), replicaSetName, Path.of(source));
        }
    }
}
