package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.Destinations;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.NameTakenException;
import io.snapferry.server.catalog.Page;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.StoreAccess;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Tables {@code store_access} and {@code export_bucket}. */
final class SqlDestinations implements Destinations {
    private static final PagedQuery<ExportBucket> BUCKETS = new PagedQuery<>(
            "from export_bucket where project_id = :project", "created_at, id", SqlDestinations::bucketOf);

    private final Jdbi reads;
    private final Jdbi writes;

    SqlDestinations(Jdbi reads, Jdbi writes) {
        this.reads = reads;
        this.writes = writes;
    }

    @Override
    public void putStoreAccess(StoreAccess access) {
        writes.useTransaction(handle -> {
            Optional<StoreAccess> holder = byName(handle, access.project(), access.name());
            if (holder.isPresent() && !holder.get().id().equals(access.id())) {
                throw new NameTakenException("store", access.name());
            }
            handle.createUpdate("""
                            insert into store_access (id, project_id, name, settings_json, created_at, is_declared)
                            values (:id, :project, :name, :settingsJson, :createdAt, :isDeclared)
                            on conflict (id) do update set
                                project_id = excluded.project_id,
                                name = excluded.name,
                                settings_json = excluded.settings_json,
                                created_at = excluded.created_at,
                                is_declared = excluded.is_declared
                            """)
                    .bindMethods(access)
                    .bind(
                            "settingsJson",
                            StoredJson.write(StoredStore.of(
                                    access.settings(),
                                    secret -> Secrets.seal(handle, StoredStore.COLUMN, access.id(), secret))))
                    .execute();
        });
    }

    @Override
    public Optional<StoreAccess> storeAccess(Id<Project> project, Id<StoreAccess> id) {
        return reads.withHandle(
                handle -> handle.createQuery("select * from store_access where project_id = :project and id = :id")
                        .bind("project", project)
                        .bind("id", id)
                        .map(SqlDestinations::accessOf)
                        .findOne());
    }

    @Override
    public Optional<StoreAccess> storeAccessByName(Id<Project> project, String name) {
        return reads.withHandle(handle -> byName(handle, project, name));
    }

    private static Optional<StoreAccess> byName(Handle handle, Id<Project> project, String name) {
        return handle.createQuery("select * from store_access where project_id = :project and name = :name")
                .bind("project", project)
                .bind("name", name)
                .map(SqlDestinations::accessOf)
                .findOne();
    }

    @Override
    public List<StoreAccess> storeAccesses(Id<Project> project) {
        return reads.withHandle(
                handle -> handle.createQuery("select * from store_access where project_id = :project order by name")
                        .bind("project", project)
                        .map(SqlDestinations::accessOf)
                        .list());
    }

    @Override
    public Deletion deleteStoreAccess(Id<Project> project, Id<StoreAccess> id) {
        return new Removal(
                        "store_access where project_id = :owner and id = :id",
                        "select id from export_bucket where store_access_id = :id limit 1")
                .run(writes, project, id);
    }

    @Override
    public void putBucket(ExportBucket bucket) {
        writes.useHandle(handle -> handle.createUpdate("""
                        insert into export_bucket (id, project_id, bucket_name, store_access_id, created_at)
                        values (:id, :project, :bucketName, :storeAccess, :createdAt)
                        on conflict (id) do update set
                            project_id = excluded.project_id,
                            bucket_name = excluded.bucket_name,
                            store_access_id = excluded.store_access_id,
                            created_at = excluded.created_at
                        """).bindMethods(bucket).execute());
    }

    @Override
    public Optional<ExportBucket> bucket(Id<Project> project, Id<ExportBucket> id) {
        return reads.withHandle(
                handle -> handle.createQuery("select * from export_bucket where project_id = :project and id = :id")
                        .bind("project", project)
                        .bind("id", id)
                        .map(SqlDestinations::bucketOf)
                        .findOne());
    }

    @Override
    public Page<ExportBucket> buckets(Id<Project> project, Page.Request page) {
        return BUCKETS.page(reads, page, query -> query.bind("project", project));
    }

    @Override
    public Deletion deleteBucket(Id<Project> project, Id<ExportBucket> id) {
        return new Removal("export_bucket where project_id = :owner and id = :id", """
                        select id from export_job where bucket_id = :id and state in ('QUEUED', 'IN_PROGRESS')
                        union all
                        select cluster_id from schedule where export_bucket_id = :id
                        limit 1
                        """).run(writes, project, id);
    }

    private static StoreAccess accessOf(ResultSet row, StatementContext context) throws SQLException {
        String id = row.getString("id");
        return new StoreAccess(
                new Id<>(id),
                Columns.id(row, "project_id"),
                row.getString("name"),
                StoredJson.read(StoredStore.COLUMN, row.getString("settings_json"), StoredStore.class)
                        .toDomain(text -> Secrets.open(context, StoredStore.COLUMN, id, text)),
                Columns.instant(row, "created_at"),
                row.getBoolean("is_declared"));
    }

    private static ExportBucket bucketOf(ResultSet row, StatementContext context) throws SQLException {
        return new ExportBucket(
                Columns.id(row, "id"),
                Columns.id(row, "project_id"),
                row.getString("bucket_name"),
                Columns.id(row, "store_access_id"),
                Columns.instant(row, "created_at"));
    }
}
