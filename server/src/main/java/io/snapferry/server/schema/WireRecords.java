package io.snapferry.server.schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.snapferry.server.catalog.Id;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the schemas of answers off their records, by the rules by which Jackson writes them here: components in alphabetical
 * order, an empty {@link Optional} left out unless it is told to be {@code null}, ids and times as texts.
 */
final class WireRecords {
    private static final String SUFFIX = "Answer";
    /** Its records would have the names of others. */
    private static final String OWN_PACKAGE = "io.snapferry.server.own";

    private WireRecords() {}

    static Schema.Fields fields(Class<? extends Record> type) {
        List<Property> properties = Stream.of(type.getRecordComponents())
                .map(WireRecords::property)
                .sorted(Comparator.comparing(Property::name))
                .toList();
        return new Schema.Fields(nameOf(type), properties, true);
    }

    private static String nameOf(Class<?> type) {
        String simple = type.getSimpleName();
        String name = simple.endsWith(SUFFIX) ? simple.substring(0, simple.length() - SUFFIX.length()) : simple;
        Class<?> outer = type.getEnclosingClass();
        if (outer != null) {
            return nameOf(outer) + name;
        }
        return type.getPackageName().equals(OWN_PACKAGE) ? "Own" + name : name;
    }

    private static Property property(RecordComponent component) {
        boolean isOptional = component.getType() == Optional.class;
        boolean isWrittenAsNull = isOptional && isAlwaysWritten(component);
        Type type = isOptional ? argument(component.getGenericType(), 0) : component.getGenericType();
        Optional<Wire> wire = Optional.ofNullable(component.getAnnotation(Wire.class));
        return new Property(
                wireName(component),
                schema(type, wire),
                !isOptional || isWrittenAsNull,
                isWrittenAsNull,
                wire.map(Wire::value).orElse(""));
    }

    /** Jackson's annotations are not for record components, but reach field and accessor. */
    private static String wireName(RecordComponent component) {
        JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
        return renamed == null ? component.getName() : renamed.value();
    }

    private static boolean isAlwaysWritten(RecordComponent component) {
        JsonInclude inclusion = ((AnnotatedElement) component.getAccessor()).getAnnotation(JsonInclude.class);
        return inclusion != null && inclusion.value() == JsonInclude.Include.ALWAYS;
    }

    private static Schema schema(Type type, Optional<Wire> wire) {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            if (raw == List.class) {
                return Schema.listOf(schema(argument(type, 0), wire));
            }
            if (raw == Map.class) {
                return new Schema.MapOf(schema(argument(type, 1), wire));
            }
            if (raw == Id.class) {
                return Schema.id();
            }
        } else if (type instanceof Class<?> plain) {
            return schemaOf(plain, wire);
        }
        throw new IllegalStateException("no schema for the type " + type + " of a wire record");
    }

    private static Schema schemaOf(Class<?> type, Optional<Wire> wire) {
        if (type == String.class) {
            return text(wire);
        }
        if (type == int.class || type == Integer.class) {
            return whole(Integer.MIN_VALUE, Integer.MAX_VALUE, wire);
        }
        if (type == long.class || type == Long.class) {
            return whole(Long.MIN_VALUE, Long.MAX_VALUE, wire);
        }
        if (type == double.class || type == Double.class) {
            return Schema.fraction(
                    wire.map(Wire::min).orElse(Long.MIN_VALUE),
                    wire.map(Wire::max).orElse(Long.MAX_VALUE));
        }
        if (type == boolean.class || type == Boolean.class) {
            return Schema.flag();
        }
        if (type == Instant.class) {
            return Schema.time();
        }
        if (type == URI.class) {
            return Schema.text().ofFormat("uri");
        }
        if (type.isEnum()) {
            return Schema.choice(
                    Stream.of(type.getEnumConstants()).map(Object::toString).toList());
        }
        if (type.isRecord()) {
            return Schema.of(type.asSubclass(Record.class));
        }
        if (type == Object.class) {
            return new Schema.Anything();
        }
        throw new IllegalStateException(
                String.format(Locale.ROOT, "no schema for the type %s of a wire record", type.getName()));
    }

    private static Schema text(Optional<Wire> wire) {
        Schema.Text text = wire.map(told -> Schema.choice(told.choices())).orElse(Schema.text());
        return wire.map(Wire::pattern)
                .filter(pattern -> !pattern.isEmpty())
                .map(text::matching)
                .orElse(text);
    }

    private static Schema whole(long min, long max, Optional<Wire> wire) {
        long least = Math.max(min, wire.map(Wire::min).orElse(min));
        long greatest = Math.min(max, wire.map(Wire::max).orElse(max));
        return Schema.whole(least, greatest);
    }

    private static Type argument(Type generic, int index) {
        Type argument = ((ParameterizedType) generic).getActualTypeArguments()[index];
        return argument instanceof WildcardType wildcard ? wildcard.getUpperBounds()[0] : argument;
    }
}
