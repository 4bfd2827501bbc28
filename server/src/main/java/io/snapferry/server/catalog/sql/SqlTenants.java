package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ClusterType;
import io.snapferry.server.catalog.ConnectionSecret;
import io.snapferry.server.catalog.Destinations.Deletion;
import io.snapferry.server.catalog.DigestHashes;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.NameTakenException;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Page;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Tenants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.EmptyHandling;
import org.jdbi.v3.core.statement.StatementContext;

/** Tables {@code organization}, {@code project}, {@code cluster} and {@code api_key}. */
final class SqlTenants implements Tenants {
    static final String CONNECTION_STRING = "cluster.connection_string";
    static final String HASHES = "api_key.sealed_hashes";

    private static final PagedQuery<Organization> ORGANIZATIONS =
            new PagedQuery<>("from organization where id in (<among>)", "id", SqlTenants::organizationOf);
    private static final PagedQuery<Project> PROJECTS = new PagedQuery<>(
            "from project where organization_id in (<organizations>) or id in (<among>)",
            "created_at, id",
            SqlTenants::projectOf);
    private static final PagedQuery<Cluster> CLUSTERS =
            new PagedQuery<>("from cluster where project_id = :project", "name", SqlTenants::clusterOf);

    private final Jdbi reads;
    private final Jdbi writes;

    SqlTenants(Jdbi reads, Jdbi writes) {
        this.reads = reads;
        this.writes = writes;
    }

    @Override
    public void putOrganization(Organization organization) {
        writes.useHandle(handle -> write(handle, organization));
    }

    private static void write(Handle handle, Organization organization) {
        handle.createUpdate("""
                        insert into organization (id, name) values (:id, :name)
                        on conflict (id) do update set name = excluded.name
                        """).bindMethods(organization).execute();
    }

    @Override
    public Optional<Organization> organization(Id<Organization> id) {
        return reads.withHandle(handle -> handle.createQuery("select * from organization where id = :id")
                .bind("id", id)
                .map(SqlTenants::organizationOf)
                .findOne());
    }

    @Override
    public Page<Organization> organizations(Collection<Id<Organization>> among, Page.Request page) {
        return ORGANIZATIONS.page(
                reads, page, query -> query.bindList(EmptyHandling.NULL_KEYWORD, "among", List.copyOf(among)));
    }

    @Override
    public void putProject(Project project) {
        writes.useTransaction(handle -> {
            refuseTaken(
                    handle,
                    "project",
                    project.name(),
                    "select id from project where name = :name",
                    project.id(),
                    Optional.empty());
            handle.createUpdate("""
                            insert into project (id, organization_id, name, created_at)
                            values (:id, :organization, :name, :createdAt)
                            on conflict (id) do update set name = excluded.name
                            """).bindMethods(project).execute();
        });
    }

    @Override
    public Optional<Project> project(Id<Project> id) {
        return reads.withHandle(handle -> handle.createQuery("select * from project where id = :id")
                .bind("id", id)
                .map(SqlTenants::projectOf)
                .findOne());
    }

    @Override
    public Optional<Project> projectByName(String name) {
        return reads.withHandle(handle -> handle.createQuery("select * from project where name = :name")
                .bind("name", name)
                .map(SqlTenants::projectOf)
                .findOne());
    }

    @Override
    public Page<Project> projects(
            Collection<Id<Organization>> ofOrganizations, Collection<Id<Project>> among, Page.Request page) {
        return PROJECTS.page(
                reads,
                page,
                query -> query.bindList(EmptyHandling.NULL_KEYWORD, "organizations", List.copyOf(ofOrganizations))
                        .bindList(EmptyHandling.NULL_KEYWORD, "among", List.copyOf(among)));
    }

    @Override
    public void putCluster(Cluster cluster) {
        writes.useTransaction(handle -> {
            refuseTaken(
                    handle,
                    "cluster",
                    cluster.name(),
                    "select id from cluster where project_id = :project and name = :name",
                    cluster.id(),
                    Optional.of(cluster.project()));
            handle.createUpdate("""
                            insert into cluster
                                (id, project_id, name, type, mongodb_version, names_in_export_prefix, created_at,
                                connection_string)
                            values (:id, :project, :name, :type, :mongoDbVersion, :namesInExportPrefix, :createdAt,
                                :secret)
                            on conflict (id) do update set
                                project_id = excluded.project_id,
                                name = excluded.name,
                                type = excluded.type,
                                mongodb_version = excluded.mongodb_version,
                                names_in_export_prefix = excluded.names_in_export_prefix,
                                created_at = excluded.created_at,
                                connection_string = excluded.connection_string
                            """)
                    .bindMethods(cluster)
                    .bind("secret", sealed(handle, cluster.id(), cluster.connectionString()))
                    .execute();
        });
    }

    @Override
    public Optional<Cluster> cluster(Id<Project> project, String name) {
        return reads.withHandle(
                handle -> handle.createQuery("select * from cluster where project_id = :project and name = :name")
                        .bind("project", project)
                        .bind("name", name)
                        .map(SqlTenants::clusterOf)
                        .findOne());
    }

    @Override
    public Optional<Cluster> cluster(Id<Cluster> id) {
        return reads.withHandle(handle -> handle.createQuery("select * from cluster where id = :id")
                .bind("id", id)
                .map(SqlTenants::clusterOf)
                .findOne());
    }

    @Override
    public Optional<Cluster> changeConnectionString(Id<Cluster> id, Optional<ConnectionSecret> connectionString) {
        return writes.inTransaction(handle -> handle.createQuery(
                        "update cluster set connection_string = :secret where id = :id returning *")
                .bind("id", id)
                .bind("secret", sealed(handle, id, connectionString))
                .map(SqlTenants::clusterOf)
                .findOne());
    }

    private static Optional<String> sealed(Handle handle, Id<Cluster> id, Optional<ConnectionSecret> secret) {
        return secret.map(plain -> Secrets.seal(handle, CONNECTION_STRING, id, plain.value()));
    }

    @Override
    public Page<Cluster> clusters(Id<Project> project, Page.Request page) {
        return CLUSTERS.page(reads, page, query -> query.bind("project", project));
    }

    @Override
    public Deletion deleteCluster(Id<Project> project, Id<Cluster> id) {
        return writes.inTransaction(handle -> {
            if (!exists(handle, "select id from cluster where project_id = :owner and id = :id", project, id)) {
                return Deletion.UNKNOWN;
            }
            if (exists(
                    handle,
                    "select id from export_job where cluster_id = :id and state in ('QUEUED', 'IN_PROGRESS') limit 1",
                    project,
                    id)) {
                return Deletion.IN_USE;
            }
            handle.createUpdate(
                            "insert into discarded_snapshot (id) select id from snapshot where cluster_id = :id and "
                                    + SqlSnapshots.MAY_HAVE_FILES)
                    .bind("id", id)
                    .execute();
            for (String rows : List.of(
                    "export_object where job_id in (select id from export_job where cluster_id = :id)",
                    "export_job where cluster_id = :id",
                    "snapshot where cluster_id = :id",
                    "schedule where cluster_id = :id",
                    "cluster where id = :id")) {
                handle.createUpdate("delete from " + rows).bind("id", id).execute();
            }
            return Deletion.DELETED;
        });
    }

    @Override
    public Deletion deleteProject(Id<Project> id) {
        return writes.inTransaction(handle -> {
            if (!exists(handle, "select id from project where id = :id", id, id)) {
                return Deletion.UNKNOWN;
            }
            if (exists(handle, "select id from cluster where project_id = :id limit 1", id, id)) {
                return Deletion.IN_USE;
            }
            for (String rows : List.of(
                    "export_bucket where project_id = :id",
                    "store_access where project_id = :id",
                    "access_role where project_id = :id",
                    "project where id = :id")) {
                handle.createUpdate("delete from " + rows).bind("id", id).execute();
            }
            return Deletion.DELETED;
        });
    }

    private static boolean exists(Handle handle, String sql, Id<?> owner, Id<?> id) {
        return handle.createQuery(sql)
                .bind("owner", owner)
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .isPresent();
    }

    @Override
    public void putApiKey(ApiKey key) {
        writes.useTransaction(handle -> {
            refuseTaken(
                    handle,
                    "API key",
                    key.publicKey(),
                    "select id from api_key where public_key = :name",
                    key.id(),
                    Optional.empty());
            write(handle, key);
        });
    }

    private static void write(Handle handle, ApiKey key) {
        handle.createUpdate("""
                            insert into api_key
                                (id, organization_id, public_key, ha1_hex, sealed_hashes, private_key_suffix,
                                description, grants_json)
                            values
                                (:id, :organization, :publicKey, '', :hashes, :privateKeySuffix,
                                :description, :grantsJson)
                            on conflict (id) do update set
                                organization_id = excluded.organization_id,
                                public_key = excluded.public_key,
                                sealed_hashes = excluded.sealed_hashes,
                                private_key_suffix = excluded.private_key_suffix,
                                description = excluded.description,
                                grants_json = excluded.grants_json
                            """)
                .bindMethods(key)
                .bind("hashes", Secrets.seal(handle, HASHES, key.id(), storedHashes(key.hashes())))
                .bind("grantsJson", StoredJson.writeList(key.grants(), StoredGrant::of))
                .execute();
    }

    private static String storedHashes(DigestHashes hashes) {
        return hashes.md5Hex() + hashes.sha256Hex().map(sha256 -> " " + sha256).orElse("");
    }

    private static DigestHashes hashesOf(String stored) {
        String[] hashes = stored.split(" ", 2);
        return new DigestHashes(hashes[0], hashes.length == 2 ? Optional.of(hashes[1]) : Optional.empty());
    }

    @Override
    public Optional<ApiKey> apiKey(String publicKey) {
        return reads.withHandle(handle -> handle.createQuery("select * from api_key where public_key = :publicKey")
                .bind("publicKey", publicKey)
                .map(SqlTenants::apiKeyOf)
                .findOne());
    }

    @Override
    public List<ApiKey> apiKeys(Id<Organization> organization) {
        return reads.withHandle(
                handle -> handle.createQuery("select * from api_key where organization_id = :organization order by id")
                        .bind("organization", organization)
                        .map(SqlTenants::apiKeyOf)
                        .list());
    }

    @Override
    public Optional<ApiKey> changeApiKey(Id<Organization> organization, Id<ApiKey> id, UnaryOperator<ApiKey> change) {
        return writes.inTransaction(handle -> {
            Optional<ApiKey> changed = handle.createQuery(
                            "select * from api_key where organization_id = :organization and id = :id")
                    .bind("organization", organization)
                    .bind("id", id)
                    .map(SqlTenants::apiKeyOf)
                    .findOne()
                    .map(change);
            changed.ifPresent(key -> write(handle, key));
            return changed;
        });
    }

    @Override
    public boolean deleteApiKey(Id<Organization> organization, Id<ApiKey> id) {
        return writes.withHandle(handle -> handle.createUpdate(
                                "delete from api_key where organization_id = :organization and id = :id")
                        .bind("organization", organization)
                        .bind("id", id)
                        .execute())
                == 1;
    }

    @Override
    public boolean hasApiKeys() {
        return reads.withHandle(handle -> handle.createQuery("select id from api_key limit 1")
                .mapTo(String.class)
                .findOne()
                .isPresent());
    }

    @Override
    public boolean putFirstApiKey(Organization organization, ApiKey key) {
        return writes.inTransaction(handle -> {
            boolean isFirst = handle.createQuery("select id from api_key limit 1")
                    .mapTo(String.class)
                    .findOne()
                    .isEmpty();
            if (isFirst) {
                write(handle, organization);
                write(handle, key);
            }
            return isFirst;
        });
    }

    /** @param holderSql finds the id of whoever has the name, within the project when there is one */
    private static void refuseTaken(
            Handle handle, String what, String name, String holderSql, Id<?> wantedBy, Optional<Id<Project>> project) {
        var query = handle.createQuery(holderSql).bind("name", name);
        project.ifPresent(id -> query.bind("project", id));
        Optional<String> holder = query.mapTo(String.class).findOne();
        if (holder.isPresent() && !holder.get().equals(wantedBy.hex())) {
            throw new NameTakenException(what, name);
        }
    }

    private static Organization organizationOf(ResultSet row, StatementContext context) throws SQLException {
        return new Organization(Columns.id(row, "id"), row.getString("name"));
    }

    private static Project projectOf(ResultSet row, StatementContext context) throws SQLException {
        return new Project(
                Columns.id(row, "id"),
                Columns.id(row, "organization_id"),
                row.getString("name"),
                Columns.instant(row, "created_at"));
    }

    static Cluster clusterOf(ResultSet row, StatementContext context) throws SQLException {
        String id = row.getString("id");
        return new Cluster(
                new Id<>(id),
                Columns.id(row, "project_id"),
                row.getString("name"),
                ClusterType.valueOf(row.getString("type")),
                row.getString("mongodb_version"),
                row.getBoolean("names_in_export_prefix"),
                Columns.instant(row, "created_at"),
                Optional.ofNullable(row.getString("connection_string"))
                        .map(text -> Secrets.open(context, CONNECTION_STRING, id, text))
                        .map(ConnectionSecret::new));
    }

    private static ApiKey apiKeyOf(ResultSet row, StatementContext context) throws SQLException {
        String id = row.getString("id");
        return new ApiKey(
                new Id<>(id),
                Columns.id(row, "organization_id"),
                row.getString("public_key"),
                hashesOf(Secrets.open(context, HASHES, id, row.getString("sealed_hashes"))),
                row.getString("private_key_suffix"),
                row.getString("description"),
                StoredJson.readList(
                        "api_key.grants_json",
                        row.getString("grants_json"),
                        StoredGrant[].class,
                        StoredGrant::toDomain));
    }
}
