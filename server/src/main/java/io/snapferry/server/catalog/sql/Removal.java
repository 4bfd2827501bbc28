package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.Destinations.Deletion;
import io.snapferry.server.catalog.Id;
import org.jdbi.v3.core.Jdbi;

/**
 * Deletes a row that nobody needs.
 *
 * @param row table and condition, with {@code :owner} and {@code :id}
 * @param user finds somebody who needs the row, with {@code :id}
 */
record Removal(String row, String user) {

    /** @return UNKNOWN before IN_USE, so that the answer tells nothing about another owner's rows */
    Deletion run(Jdbi writes, Id<?> owner, Id<?> id) {
        return writes.inTransaction(handle -> {
            boolean isKnown = handle.createQuery("select id from " + row)
                    .bind("owner", owner)
                    .bind("id", id)
                    .mapTo(String.class)
                    .findOne()
                    .isPresent();
            if (!isKnown) {
                return Deletion.UNKNOWN;
            }
            boolean isInUse = handle.createQuery(user)
                    .bind("id", id)
                    .mapTo(String.class)
                    .findOne()
                    .isPresent();
            if (isInUse) {
                return Deletion.IN_USE;
            }
            handle.createUpdate("delete from " + row)
                    .bind("owner", owner)
                    .bind("id", id)
                    .execute();
            return Deletion.DELETED;
        });
    }
}
