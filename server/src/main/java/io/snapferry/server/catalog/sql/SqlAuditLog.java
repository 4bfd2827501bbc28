package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.AuditEntry;
import io.snapferry.server.catalog.AuditLog;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Table {@code audit_entry}. */
final class SqlAuditLog implements AuditLog {
    private static final String NEWEST_FIRST = "occurred_at desc, id";

    private final Jdbi reads;
    private final Jdbi writes;

    SqlAuditLog(Jdbi reads, Jdbi writes) {
        this.reads = reads;
        this.writes = writes;
    }

    @Override
    public void put(AuditEntry entry) {
        writes.useHandle(handle -> handle.createUpdate("""
                        insert into audit_entry
                            (id, occurred_at, kind, identity_kind, identity_id, public_key, address, operation, method, path,
                            organization_id, project_id, target, status, error_code, request_id)
                        values
                            (:id, :at, :kindName, :actorKind, :actorId, :actorName, :address, :operation, :method, :path,
                            :organization, :project, :target, :status, :errorCode, :requestId)
                        on conflict (id) do update set
                            target = excluded.target, status = excluded.status, error_code = excluded.error_code
                        """)
                .bindMethods(entry)
                .bind("kindName", entry.kind().name())
                .bind("actorKind", entry.actor().kind().name())
                .bind("actorId", entry.actor().id())
                .bind("actorName", entry.actor().name())
                .execute());
    }

    @Override
    public Page<AuditEntry> page(Id<Organization> organization, Filter filter, Page.Request page) {
        String fromWhere = "from audit_entry where organization_id = :organization"
                + (filter.operation().isPresent() ? " and operation = :operation" : "")
                + (filter.actor().isPresent() ? " and public_key = :actor" : "")
                + (filter.kind().isPresent() ? " and kind = :kind" : "")
                + (filter.project().isPresent() ? " and project_id = :project" : "")
                + (filter.from().isPresent() ? " and occurred_at >= :from" : "")
                + (filter.until().isPresent() ? " and occurred_at < :until" : "");
        return new PagedQuery<>(fromWhere, NEWEST_FIRST, SqlAuditLog::read).page(reads, page, query -> {
            query.bind("organization", organization);
            filter.operation().ifPresent(operation -> query.bind("operation", operation));
            filter.actor().ifPresent(actor -> query.bind("actor", actor));
            filter.kind().ifPresent(kind -> query.bind("kind", kind.name()));
            filter.project().ifPresent(project -> query.bind("project", project));
            filter.from().ifPresent(from -> query.bind("from", from));
            filter.until().ifPresent(until -> query.bind("until", until));
            return query;
        });
    }

    @Override
    public void forgetBefore(Instant time) {
        writes.useHandle(handle -> handle.createUpdate("delete from audit_entry where occurred_at < :time")
                .bind("time", time)
                .execute());
    }

    private static AuditEntry read(ResultSet row, StatementContext context) throws SQLException {
        int status = row.getInt("status");
        Optional<Integer> answered = row.wasNull() ? Optional.empty() : Optional.of(status);
        return new AuditEntry(
                Columns.id(row, "id"),
                Columns.instant(row, "occurred_at"),
                AuditEntry.Kind.valueOf(row.getString("kind")),
                new AuditEntry.Actor(
                        AuditEntry.ActorKind.valueOf(row.getString("identity_kind")),
                        Optional.ofNullable(row.getString("identity_id")),
                        row.getString("public_key")),
                row.getString("address"),
                row.getString("operation"),
                row.getString("method"),
                row.getString("path"),
                Optional.ofNullable(row.getString("organization_id")).map(Id::new),
                Optional.ofNullable(row.getString("project_id")).map(Id::new),
                Optional.ofNullable(row.getString("target")),
                answered,
                Optional.ofNullable(row.getString("error_code")),
                row.getString("request_id"));
    }
}
