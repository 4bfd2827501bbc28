package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.AccessLists;
import io.snapferry.server.catalog.AddressRange;
import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.Id;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Table {@code access_list_entry}. */
final class SqlAccessLists implements AccessLists {
    private final Jdbi reads;
    private final Jdbi writes;

    SqlAccessLists(Jdbi reads, Jdbi writes) {
        this.reads = reads;
        this.writes = writes;
    }

    @Override
    public void add(Id<ApiKey> key, Collection<Entry> entries) {
        writes.useTransaction(handle -> entries.forEach(entry -> handle.createUpdate("""
                                insert into access_list_entry (api_key_id, cidr, created_at)
                                values (:key, :cidr, :createdAt)
                                on conflict (api_key_id, cidr) do nothing
                                """)
                .bind("key", key)
                .bind("cidr", entry.range().toString())
                .bind("createdAt", entry.createdAt())
                .execute()));
    }

    @Override
    public List<Entry> entries(Id<ApiKey> key) {
        return reads.withHandle(handle -> handle.createQuery(
                        "select * from access_list_entry where api_key_id = :key order by created_at, cidr")
                .bind("key", key)
                .map(SqlAccessLists::entryOf)
                .list());
    }

    @Override
    public boolean remove(Id<ApiKey> key, AddressRange range) {
        return writes.withHandle(handle -> handle.createUpdate(
                                "delete from access_list_entry where api_key_id = :key and cidr = :cidr")
                        .bind("key", key)
                        .bind("cidr", range.toString())
                        .execute())
                == 1;
    }

    private static Entry entryOf(ResultSet row, StatementContext context) throws SQLException {
        String cidr = row.getString("cidr");
        AddressRange range = AddressRange.parse(cidr)
                .orElseThrow(() -> new IllegalStateException("column access_list_entry.cidr holds no range: " + cidr));
        return new Entry(range, Columns.instant(row, "created_at"));
    }
}
