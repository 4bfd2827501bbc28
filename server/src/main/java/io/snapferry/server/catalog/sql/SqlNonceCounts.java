package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.NonceCounts;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/** Nonce counts, one row per nonce. Keeps the highest count only, so a lower one that comes later counts as used. */
final class SqlNonceCounts implements NonceCounts {
    private final Jdbi writes;

    SqlNonceCounts(Jdbi writes) {
        this.writes = writes;
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
