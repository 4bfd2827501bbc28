package io.snapferry.server.openapi;

import io.snapferry.server.http.Link;
import io.snapferry.server.http.PagedList;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Collects the schemas that have names, each with those that it refers to. */
final class Components implements Function<Schema, String> {
    private final Map<String, Schema.Fields> fieldsByName = new TreeMap<>();
    private final Map<String, Object> definitions = new TreeMap<>();

    /**
     * Where the object is described.
     *
     * @throws IllegalStateException when another object has the same name
     */
    @Override
    public String apply(Schema schema) {
        Schema.Fields fields = schema instanceof Schema.Wired wired ? wired.fields() : (Schema.Fields) schema;
        Schema.Fields known = fieldsByName.putIfAbsent(fields.name(), fields);
        if (known == null) {
            definitions.put(fields.name(), fields.definition(this));
        } else if (!known.equals(fields)) {
            throw new IllegalStateException("two schemas have the name " + fields.name());
        }
        return "#/components/schemas/" + fields.name();
    }

    /** A {@link PagedList} of such records; its {@code status} is only there in an envelope. */
    static Schema.Fields pageOf(Class<? extends Record> type) {
        Schema.Wired one = Schema.of(type);
        return new Schema.Fields(
                one.fields().name() + "Page",
                List.of(
                        Property.required(
                                "links", Schema.listOf(Schema.of(Link.class)), "self, and previous and next if any"),
                        Property.required("results", Schema.listOf(one)),
                        Property.optional(
                                "totalCount", Schema.whole(0, Long.MAX_VALUE), "absent with includeCount=false")),
                true);
    }

    /** By name. */
    Map<String, Object> definitions() {
        return definitions;
    }
}
