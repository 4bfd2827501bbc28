/**
 * The catalog in a SQL database. The records of {@code catalog} come in and go out; one class per sub-interface holds its
 * statements, {@link io.snapferry.server.catalog.sql.SqlCatalog} joins them. The schema is {@code db/catalog} among the
 * resources. Only the classes named {@code Sqlite...} and {@code DataDirectory} know which database it is; none knows of
 * HTTP or of what a worker does with a job.
 */
@NullMarked
package io.snapferry.server.catalog.sql;

import org.jspecify.annotations.NullMarked;
