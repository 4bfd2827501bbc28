package io.snapferry.server.catalog.sql;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Columns that are read and written whole, as JSON. What is stored are records of this package, not those of the domain:
 * the domain can be renamed without a migration.
 */
final class StoredJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private StoredJson() {}

    static String write(Object stored) {
        try {
            return MAPPER.writeValueAsString(stored);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(stored.getClass().getSimpleName() + " cannot be stored", e);
        }
    }

    /** @param column names the place when the text is not what was once written */
    static <S> S read(String column, String json, Class<S> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            // without Jackson's message: it quotes the text, which can hold a secret
            throw new IllegalStateException("column " + column + " of the catalog holds no " + type.getSimpleName());
        }
    }

    static <D> String writeList(List<D> values, Function<D, ?> toStored) {
        return write(values.stream().map(toStored).toList());
    }

    static <S, D> List<D> readList(String column, String json, Class<S[]> type, Function<S, D> toDomain) {
        return Arrays.stream(read(column, json, type)).map(toDomain).toList();
    }
}
