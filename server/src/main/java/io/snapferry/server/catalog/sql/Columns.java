package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.Id;
import java.lang.reflect.Type;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/** How values of the domain stand in columns: ids as their hex digits, instants as milliseconds since 1970. */
final class Columns {
    private Columns() {}

    /** Teaches bind parameters the same. */
    static Jdbi prepare(Jdbi jdbi) {
        return jdbi.registerArgument(Columns::argument);
    }

    private static Optional<Argument> argument(Type type, Object value, ConfigRegistry config) {
        if (value instanceof Id<?> id) {
            return Optional.of((position, statement, context) -> statement.setString(position, id.hex()));
        }
        if (value instanceof Instant instant) {
            return Optional.of((position, statement, context) -> statement.setLong(position, instant.toEpochMilli()));
        }
        if (value instanceof Optional<?> optional && optional.isEmpty()) {
            return Optional.of((position, statement, context) -> statement.setNull(position, Types.NULL));
        }
        return Optional.empty();
    }

    static <T> Id<T> id(ResultSet row, String column) throws SQLException {
        return new Id<>(row.getString(column));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
