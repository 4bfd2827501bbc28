package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.SnapshotFrequency;
import io.snapferry.server.catalog.SnapshotOrigin;
import io.snapferry.server.catalog.SnapshotStatus;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** A snapshot as a row of table {@code snapshot}, without its place in the queue. */
final class StoredSnapshot {
    private static final String ON_DEMAND = "ON_DEMAND";
    private static final String REGISTERED = "REGISTERED";
    private static final String SCHEDULED = "SCHEDULED";

    private StoredSnapshot() {}

    /** Inserts the snapshot, or replaces the one with this id. */
    static void write(Handle handle, Snapshot snapshot) {
        Optional<SnapshotOrigin.Scheduled> scheduled = scheduled(snapshot.origin());
        handle.createUpdate("""
                        insert into snapshot
                            (id, cluster_id, status, origin, frequency, policy_items_json, due_at, members_json,
                            created_at, expires_at, description, mongodb_version, storage_size_bytes, read_mode,
                            error_code, error_message, at_checkpoint)
                        values
                            (:id, :cluster, :statusName, :originName, :frequency, :policyItemsJson, :dueAt, :membersJson,
                            :createdAt, :expiresAt, :description, :mongodVersion, :storageSizeBytes, :readMode,
                            :errorCode, :errorMessage, :atCheckpoint)
                        on conflict (id) do update set
                            cluster_id = excluded.cluster_id,
                            status = excluded.status,
                            origin = excluded.origin,
                            frequency = excluded.frequency,
                            policy_items_json = excluded.policy_items_json,
                            due_at = excluded.due_at,
                            members_json = excluded.members_json,
                            created_at = excluded.created_at,
                            expires_at = excluded.expires_at,
                            description = excluded.description,
                            mongodb_version = excluded.mongodb_version,
                            storage_size_bytes = excluded.storage_size_bytes,
                            read_mode = excluded.read_mode,
                            error_code = excluded.error_code,
                            error_message = excluded.error_message,
                            at_checkpoint = excluded.at_checkpoint
                        """)
                .bindMethods(snapshot)
                .bind("statusName", snapshot.status().name())
                .bind("originName", nameOf(snapshot.origin()))
                .bind("frequency", scheduled.map(origin -> origin.frequency().name()))
                .bind("policyItemsJson", scheduled.map(origin -> StoredJson.writeList(origin.policyItems(), Id::hex)))
                .bind("dueAt", scheduled.map(SnapshotOrigin.Scheduled::dueAt))
                .bind("membersJson", StoredJson.writeList(snapshot.members(), StoredMember::of))
                .bind("atCheckpoint", snapshot.isAtCheckpoint())
                .bind("errorCode", snapshot.failure().map(Snapshot.Failure::errorCode))
                .bind("errorMessage", snapshot.failure().map(Snapshot.Failure::message))
                .execute();
    }

    private static String nameOf(SnapshotOrigin origin) {
        if (origin instanceof SnapshotOrigin.Scheduled) {
            return SCHEDULED;
        }
        return origin instanceof SnapshotOrigin.OnDemand ? ON_DEMAND : REGISTERED;
    }

    private static Optional<SnapshotOrigin.Scheduled> scheduled(SnapshotOrigin origin) {
        return origin instanceof SnapshotOrigin.Scheduled scheduled ? Optional.of(scheduled) : Optional.empty();
    }

    static Snapshot snapshotOf(ResultSet row, StatementContext context) throws SQLException {
        return new Snapshot(
                Columns.id(row, "id"),
                Columns.id(row, "cluster_id"),
                SnapshotStatus.valueOf(row.getString("status")),
                originOf(row),
                StoredJson.readList(
                        "snapshot.members_json",
                        row.getString("members_json"),
                        StoredMember[].class,
                        StoredMember::toDomain),
                Columns.instant(row, "created_at"),
                Columns.optionalInstant(row, "expires_at"),
                row.getString("description"),
                row.getString("mongodb_version"),
                row.getLong("storage_size_bytes"),
                Optional.ofNullable(row.getString("read_mode")),
                failureOf(row));
    }

    private static SnapshotOrigin originOf(ResultSet row) throws SQLException {
        String name = row.getString("origin");
        return switch (name) {
            case REGISTERED -> new SnapshotOrigin.Registered(row.getBoolean("at_checkpoint"));
            case ON_DEMAND -> new SnapshotOrigin.OnDemand();
            case SCHEDULED ->
                new SnapshotOrigin.Scheduled(
                        SnapshotFrequency.valueOf(row.getString("frequency")),
                        StoredJson.readList(
                                "snapshot.policy_items_json",
                                row.getString("policy_items_json"),
                                String[].class,
                                Id::new),
                        Columns.instant(row, "due_at"));
            default -> throw new IllegalStateException("unknown origin of a snapshot in the catalog: " + name);
        };
    }

    private static Optional<Snapshot.Failure> failureOf(ResultSet row) throws SQLException {
        String message = row.getString("error_message");
        return Optional.ofNullable(row.getString("error_code")).map(code -> new Snapshot.Failure(code, message));
    }

    record StoredMember(String id, String replicaSetName, String source) {
        static StoredMember of(Snapshot.Member member) {
            return new StoredMember(
                    member.id().hex(), member.replicaSetName(), member.source().toString());
        }

        private Snapshot.Member toDomain() {
            return new Snapshot.Member(new Id<>(id), replicaSetName, Path.of(source));
        }
    }
}
