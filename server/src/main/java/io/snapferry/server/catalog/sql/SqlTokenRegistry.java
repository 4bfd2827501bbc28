package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.SigningKey;
import io.snapferry.server.catalog.TokenRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Tables {@code signing_key} and {@code revoked_token}. */
final class SqlTokenRegistry implements TokenRegistry {
    static final String SECRET = "signing_key.sealed_secret";

    private final Jdbi reads;
    private final Jdbi writes;

    SqlTokenRegistry(Jdbi reads, Jdbi writes) {
        this.reads = reads;
        this.writes = writes;
    }

    @Override
    public void addKey(SigningKey key) {
        writes.useHandle(handle -> handle.createUpdate(
                        "insert into signing_key (id, secret_hex, sealed_secret, created_at) values (:id, '', :sealed, :createdAt)")
                .bindMethods(key)
                .bind("sealed", Secrets.seal(handle, SECRET, key.id(), key.secretHex()))
                .execute());
    }

    @Override
    public Optional<SigningKey> key(Id<SigningKey> id) {
        return reads.withHandle(handle -> handle.createQuery("select * from signing_key where id = :id")
                .bind("id", id)
                .map(SqlTokenRegistry::keyOf)
                .findOne());
    }

    @Override
    public Optional<SigningKey> newestKey() {
        return reads.withHandle(
                handle -> handle.createQuery("select * from signing_key order by created_at desc, id desc limit 1")
                        .map(SqlTokenRegistry::keyOf)
                        .findOne());
    }

    @Override
    public void revoke(String tokenId, Instant expiresAt) {
        writes.useHandle(handle -> handle.createUpdate("""
                        insert into revoked_token (id, expires_at) values (:id, :expiresAt)
                        on conflict (id) do nothing
                        """)
                .bind("id", tokenId)
                .bind("expiresAt", expiresAt)
                .execute());
    }

    @Override
    public boolean isRevoked(String tokenId) {
        return reads.withHandle(handle -> handle.createQuery("select id from revoked_token where id = :id")
                .bind("id", tokenId)
                .mapTo(String.class)
                .findOne()
                .isPresent());
    }

    @Override
    public void forget(Instant now, Instant keysBefore) {
        writes.useTransaction(handle -> {
            handle.createUpdate("delete from revoked_token where expires_at <= :now")
                    .bind("now", now)
                    .execute();
            handle.createUpdate("delete from signing_key where created_at < :keysBefore")
                    .bind("keysBefore", keysBefore)
                    .execute();
        });
    }

    private static SigningKey keyOf(ResultSet row, StatementContext context) throws SQLException {
        String id = row.getString("id");
        return new SigningKey(
                new Id<>(id),
                Secrets.open(context, SECRET, id, row.getString("sealed_secret")),
                Columns.instant(row, "created_at"));
    }
}
