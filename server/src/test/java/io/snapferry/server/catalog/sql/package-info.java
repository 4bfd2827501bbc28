/** The catalog's contract held against databases, and what only the database file can break. */
@NullMarked
package io.snapferry.server.catalog.sql;

import org.jspecify.annotations.NullMarked;
