package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Page;
import io.snapferry.server.catalog.ServiceAccount;
import io.snapferry.server.catalog.ServiceAccounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Table {@code service_account}. */
final class SqlServiceAccounts implements ServiceAccounts {
    private static final PagedQuery<ServiceAccount> ACCOUNTS = new PagedQuery<>(
            "from service_account where organization_id = :organization", "id", SqlServiceAccounts::accountOf);

    private final Jdbi reads;
    private final Jdbi writes;

    SqlServiceAccounts(Jdbi reads, Jdbi writes) {
        this.reads = reads;
        this.writes = writes;
    }

    @Override
    public void add(ServiceAccount account) {
        writes.useHandle(handle -> handle.createUpdate("""
                                insert into service_account
                                    (id, organization_id, name, description, grants_json, secrets_json, created_at)
                                values
                                    (:id, :organization, :name, :description, :grantsJson, :secretsJson, :createdAt)
                                """)
                .bindMethods(account)
                .bind("grantsJson", StoredJson.writeList(account.grants(), StoredGrant::of))
                .bind("secretsJson", StoredJson.writeList(account.secrets(), StoredSecret::of))
                .execute());
    }

    @Override
    public Optional<ServiceAccount> find(Id<ServiceAccount> id) {
        return reads.withHandle(handle -> handle.createQuery("select * from service_account where id = :id")
                .bind("id", id)
                .map(SqlServiceAccounts::accountOf)
                .findOne());
    }

    @Override
    public Page<ServiceAccount> list(Id<Organization> organization, Page.Request page) {
        return ACCOUNTS.page(reads, page, query -> query.bind("organization", organization));
    }

    @Override
    public Optional<ServiceAccount> change(
            Id<Organization> organization, Id<ServiceAccount> id, UnaryOperator<ServiceAccount> change) {
        return writes.inTransaction(handle -> {
            Optional<ServiceAccount> changed = handle.createQuery(
                            "select * from service_account where organization_id = :organization and id = :id")
                    .bind("organization", organization)
                    .bind("id", id)
                    .map(SqlServiceAccounts::accountOf)
                    .findOne()
                    .map(change);
            changed.ifPresent(account -> handle.createUpdate("""
                                    update service_account
                                    set name = :name, description = :description,
                                        grants_json = :grantsJson, secrets_json = :secretsJson
                                    where id = :id
                                    """)
                    .bindMethods(account)
                    .bind("grantsJson", StoredJson.writeList(account.grants(), StoredGrant::of))
                    .bind("secretsJson", StoredJson.writeList(account.secrets(), StoredSecret::of))
                    .execute());
            return changed;
        });
    }

    @Override
    public boolean delete(Id<Organization> organization, Id<ServiceAccount> id) {
        return writes.withHandle(handle -> handle.createUpdate(
                                "delete from service_account where organization_id = :organization and id = :id")
                        .bind("organization", organization)
                        .bind("id", id)
                        .execute())
                == 1;
    }

    private static ServiceAccount accountOf(ResultSet row, StatementContext context) throws SQLException {
        return new ServiceAccount(
                Columns.id(row, "id"),
                Columns.id(row, "organization_id"),
                row.getString("name"),
                row.getString("description"),
                StoredJson.readList(
                        "service_account.grants_json",
                        row.getString("grants_json"),
                        StoredGrant[].class,
                        StoredGrant::toDomain),
                StoredJson.readList(
                        "service_account.secrets_json",
                        row.getString("secrets_json"),
                        StoredSecret[].class,
                        StoredSecret::toDomain),
                Columns.instant(row, "created_at"));
    }

    /** Times are milliseconds since 1970. */
    private record StoredSecret(String id, String sha256Hex, String suffix, long createdAt, long expiresAt) {
        static StoredSecret of(ServiceAccount.Secret secret) {
            return new StoredSecret(
                    secret.id().hex(),
                    secret.sha256Hex(),
                    secret.suffix(),
                    secret.createdAt().toEpochMilli(),
                    secret.expiresAt().toEpochMilli());
        }

        ServiceAccount.Secret toDomain() {
            return new ServiceAccount.Secret(
                    new Id<>(id), sha256Hex, suffix, Instant.ofEpochMilli(createdAt), Instant.ofEpochMilli(expiresAt));
        }
    }
}
