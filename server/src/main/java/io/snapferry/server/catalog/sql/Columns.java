package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.Id;
import java.lang.reflect.Type;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/** How values of the domain stand in columns: ids as their hex digits, instants as milliseconds since 1970. */
final class Columns {
    private Columns() {}

    /** Teaches bind parameters the same, also where they are in an {@link Optional}. */
    static Jdbi prepare(Jdbi jdbi) {
        return jdbi.registerArgument(new Instants()).registerArgument(new Ids()).registerArgument(Columns::absent);
    }

    private static final class Instants extends AbstractArgumentFactory<Instant> {
        Instants() {
            super(Types.BIGINT);
        }

        @Override
        protected Argument build(Instant value, ConfigRegistry config) {
            return (position, statement, context) -> statement.setLong(position, value.toEpochMilli());
        }
    }

    private static final class Ids extends AbstractArgumentFactory<Id<?>> {
        Ids() {
            super(Types.VARCHAR);
        }

        @Override
        protected Argument build(Id<?> value, ConfigRegistry config) {
            return (position, statement, context) -> statement.setString(position, value.hex());
        }
    }

    /** An empty Optional tells no type, and PostgreSQL takes no null of a wrong one. */
    private static Optional<Argument> absent(Type type, Object value, ConfigRegistry config) {
        return value instanceof Optional<?> optional && optional.isEmpty()
                ? Optional.of((position, statement, context) -> statement.setNull(position, Types.NULL))
                : Optional.empty();
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
