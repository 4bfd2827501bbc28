package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.Page;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/**
 * A list that is read page by page.
 *
 * @param fromWhere everything between the columns and the order
 * @param orderBy must leave no two rows equal, or pages could overlap
 * @param mapper of a row with all columns
 */
record PagedQuery<T>(String fromWhere, String orderBy, RowMapper<T> mapper) {

    /**
     * One page, with the length of the whole list from the same view of the database.
     *
     * @param parameters binds what {@code fromWhere} names
     */
    Page<T> page(Jdbi reads, Page.Request request, UnaryOperator<Query> parameters) {
        return reads.inTransaction(handle -> {
            long totalCount = parameters
                    .apply(handle.createQuery("select count(*) " + fromWhere))
                    .mapTo(Long.class)
                    .one();
            return new Page<>(
                    parameters
                            .apply(handle.createQuery("select * " + fromWhere + " order by " + orderBy
                                    + " limit :pageLimit offset :pageOffset"))
                            .bind("pageLimit", request.itemsPerPage())
                            .bind("pageOffset", request.offset())
                            .map(mapper)
                            .list(),
                    totalCount);
        });
    }
}
