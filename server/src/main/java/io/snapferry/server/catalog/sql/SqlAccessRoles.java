package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.AccessRole;
import io.snapferry.server.catalog.AccessRoles;
import io.snapferry.server.catalog.Destinations.Deletion;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.StoreAccess;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Table {@code access_role}. */
final class SqlAccessRoles implements AccessRoles {
    private final Jdbi reads;
    private final Jdbi writes;

    SqlAccessRoles(Jdbi reads, Jdbi writes) {
        this.reads = reads;
        this.writes = writes;
    }

    @Override
    public void put(AccessRole role) {
        writes.useHandle(handle -> handle.createUpdate("""
                        insert into access_role (id, project_id, external_id, created_at)
                        values (:id, :project, :externalIdText, :createdAt)
                        """)
                .bindMethods(role)
                .bind("externalIdText", role.externalId().toString())
                .execute());
    }

    @Override
    public Optional<AccessRole> find(Id<Project> project, Id<StoreAccess> id) {
        return reads.withHandle(
                handle -> handle.createQuery("select * from access_role where project_id = :project and id = :id")
                        .bind("project", project)
                        .bind("id", id)
                        .map(SqlAccessRoles::roleOf)
                        .findOne());
    }

    @Override
    public List<AccessRole> list(Id<Project> project) {
        return reads.withHandle(handle -> handle.createQuery(
                        "select * from access_role where project_id = :project order by created_at, id")
                .bind("project", project)
                .map(SqlAccessRoles::roleOf)
                .list());
    }

    @Override
    public Deletion delete(Id<Project> project, Id<StoreAccess> id) {
        return writes.inTransaction(handle -> {
            boolean isInUse = handle.createQuery("""
                            select id from export_bucket
                            where store_access_id = :id
                            and exists (select 1 from store_access where id = :id and project_id = :project)
                            limit 1
                            """)
                    .bind("id", id)
                    .bind("project", project)
                    .mapTo(String.class)
                    .findOne()
                    .isPresent();
            if (isInUse) {
                return Deletion.IN_USE;
            }
            int rows = deleteFrom(handle, "store_access", project, id) + deleteFrom(handle, "access_role", project, id);
            return rows == 0 ? Deletion.UNKNOWN : Deletion.DELETED;
        });
    }

    private static int deleteFrom(Handle handle, String table, Id<Project> project, Id<StoreAccess> id) {
        return handle.createUpdate("delete from " + table + " where project_id = :project and id = :id")
                .bind("project", project)
                .bind("id", id)
                .execute();
    }

    private static AccessRole roleOf(ResultSet row, StatementContext context) throws SQLException {
        return new AccessRole(
                Columns.id(row, "id"),
                Columns.id(row, "project_id"),
                UUID.fromString(row.getString("external_id")),
                Columns.instant(row, "created_at"));
    }
}
