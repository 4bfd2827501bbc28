package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.NonceCounts;
import java.time.Instant;
import java.util.HexFormat;
import org.jdbi.v3.core.Jdbi;

/** Table {@code nonce_count}, one row per nonce, and a row of {@code server_key}. Keeps the highest count only, so a lower one that comes later counts as used. */
final class SqlNonceCounts implements NonceCounts {
    private static final String SIGNING_KEY = "digest-nonces";

    private final Jdbi writes;

    SqlNonceCounts(Jdbi writes) {
        this.writes = writes;
    }

    @Override
    public byte[] signingKey(byte[] candidate) {
        return writes.inTransaction(handle -> {
            handle.createUpdate("""
                            insert into server_key (name, value_hex) values (:name, :valueHex)
                            on conflict (name) do nothing
                            """)
                    .bind("name", SIGNING_KEY)
                    .bind("valueHex", HexFormat.of().formatHex(candidate))
                    .execute();
            return HexFormat.of()
                    .parseHex(handle.createQuery("select value_hex from server_key where name = :name")
                            .bind("name", SIGNING_KEY)
                            .mapTo(String.class)
                            .one());
        });
    }

    @Override
    public boolean use(String nonce, long count, Instant expiresAt) {
        return writes.withHandle(handle -> handle.createUpdate("""
                                insert into nonce_count (nonce, last_count, expires_at)
                                values (:nonce, :count, :expiresAt)
                                on conflict (nonce) do update set last_count = excluded.last_count
                                where nonce_count.last_count < excluded.last_count
                                """)
                        .bind("nonce", nonce)
                        .bind("count", count)
                        .bind("expiresAt", expiresAt)
                        .execute())
                == 1;
    }

    @Override
    public void forgetExpired(Instant now) {
        writes.useHandle(handle -> handle.createUpdate("delete from nonce_count where expires_at < :now")
                .bind("now", now)
                .execute());
    }
}
