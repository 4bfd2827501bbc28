package io.snapferry.server.schema;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a value of JSON can be. Immutable. */
public sealed interface Schema {

    /** Any text. */
    static Text text() {
        return Text.ANY;
    }

    /** A text that is one of these. */
    static Text choice(List<String> choices) {
        return new Text(Optional.empty(), Optional.empty(), 0, Text.UNLIMITED, choices);
    }

    /** A text that is one of these. */
    static Text choice(String... choices) {
        return choice(List.of(choices));
    }

    /** A text that is the name of one of these. */
    static <E extends Enum<E>> Text choice(Class<E> names) {
        return choice(Stream.of(names.getEnumConstants()).map(Enum::name).toList());
    }

    /** 24 lower-case hex digits. */
    static Text id() {
        return text().matching("[0-9a-f]{24}");
    }

    /** ISO 8601, with the time zone. */
    static Text time() {
        return text().ofFormat("date-time");
    }

    /** A whole number, bounds included. */
    static Whole whole(long min, long max) {
        return new Whole(min, max);
    }

    /** A number with a fraction, bounds included. */
    static Fraction fraction(double min, double max) {
        return new Fraction(min, max);
    }

    /** True or false. */
    static Flag flag() {
        return new Flag();
    }

    /** A list of any length. */
    static ListOf listOf(Schema items) {
        return new ListOf(items, ListOf.UNLIMITED);
    }

    /** A list that must be empty. */
    static ListOf emptyList() {
        return new ListOf(new Anything(), 0);
    }

    /** An object of a request. */
    static Fields object(String name, Property... properties) {
        return new Fields(name, List.of(properties), false);
    }

    /** An answer's object, as its wire record says. */
    static Wired of(Class<? extends Record> wireRecord) {
        return new Wired(wireRecord);
    }

    /**
     * The keywords of OpenAPI 3.0, in a fixed order.
     *
     * @param references from a schema that has a name to where it is described
     */
    Map<String, Object> keywords(Function<Schema, String> references);

    /** In a few words, for people. */
    String words();

    /** For an example, as JSON takes it; of an object what it must have. */
    Object example();

    /**
     * A text.
     *
     * @param format of OpenAPI
     * @param pattern for the whole text
     * @param minLength in characters
     * @param maxLength in characters, {@link #UNLIMITED} for no limit
     * @param choices none for any text
     */
    record Text(Optional<String> format, Optional<String> pattern, int minLength, int maxLength, List<String> choices)
            implements Schema {
        static final int UNLIMITED = Integer.MAX_VALUE;
        static final Text ANY = new Text(Optional.empty(), Optional.empty(), 0, UNLIMITED, List.of());

        /** Copies the choices. */
        public Text {
            choices = List.copyOf(choices);
        }

        /** The same, in this form. */
        public Text matching(String newPattern) {
            return new Text(format, Optional.of(newPattern), minLength, maxLength, choices);
        }

        /** The same, in this length. */
        public Text ofLength(int min, int max) {
            return new Text(format, pattern, min, max, choices);
        }

        /** The same, not empty. */
        public Text notEmpty() {
            return ofLength(1, maxLength);
        }

        /** The same, in a format that OpenAPI has a name for. */
        public Text ofFormat(String newFormat) {
            return new Text(Optional.of(newFormat), pattern, minLength, maxLength, choices);
        }

        @Override
        public Map<String, Object> keywords(Function<Schema, String> references) {
            Map<String, Object> keywords = typed("string");
            format.ifPresent(name -> keywords.put("format", name));
            pattern.ifPresent(form -> keywords.put("pattern", "^" + form + "$"));
            if (minLength > 0) {
                keywords.put("minLength", minLength);
            }
            if (maxLength < UNLIMITED) {
                keywords.put("maxLength", maxLength);
            }
            if (!choices.isEmpty()) {
                keywords.put("enum", choices);
            }
            return keywords;
        }

        @Override
        public String words() {
            if (!choices.isEmpty()) {
                return String.join(" | ", choices);
            }
            return format.orElse("text") + pattern.map(form -> " " + form).orElse("");
        }

        @Override
        public Object example() {
            if (!choices.isEmpty()) {
                return choices.get(0);
            }
            return equals(id()) ? "64b000000000000000000001" : equals(time()) ? "2026-01-02T03:27:08Z" : "...";
        }
    }

    /** A whole number from {@code min} to {@code max}. */
    record Whole(long min, long max) implements Schema {
        @Override
        public Map<String, Object> keywords(Function<Schema, String> references) {
            Map<String, Object> keywords = typed("integer");
            boolean isSmall = min >= Integer.MIN_VALUE && max <= Integer.MAX_VALUE;
            keywords.put("format", isSmall ? "int32" : "int64");
            if (min > Integer.MIN_VALUE) {
                keywords.put("minimum", min);
            }
            if (max < Integer.MAX_VALUE) {
                keywords.put("maximum", max);
            }
            return keywords;
        }

        @Override
        public String words() {
            return max < Integer.MAX_VALUE ? min + " to " + max : "number";
        }

        @Override
        public Object example() {
            return Math.max(min, 1);
        }
    }

    /**
     * A number with a fraction.
     *
     * @param min the least
     * @param max the greatest
     */
    record Fraction(double min, double max) implements Schema {
        @Override
        public Map<String, Object> keywords(Function<Schema, String> references) {
            Map<String, Object> keywords = typed("number");
            keywords.put("format", "double");
            keywords.put("minimum", min);
            keywords.put("maximum", max);
            return keywords;
        }

        @Override
        public String words() {
            return min + " to " + max;
        }

        @Override
        public Object example() {
            return min;
        }
    }

    /** True or false. */
    record Flag() implements Schema {
        @Override
        public Map<String, Object> keywords(Function<Schema, String> references) {
            return typed("boolean");
        }

        @Override
        public String words() {
            return "true | false";
        }

        @Override
        public Object example() {
            return true;
        }
    }

    /** @param maxItems {@link #UNLIMITED} for no limit */
    record ListOf(Schema items, int maxItems) implements Schema {
        static final int UNLIMITED = Integer.MAX_VALUE;

        /** The same, of so many at most. */
        public ListOf upTo(int limit) {
            return new ListOf(items, limit);
        }

        @Override
        public Map<String, Object> keywords(Function<Schema, String> references) {
            Map<String, Object> keywords = typed("array");
            keywords.put("items", items.keywords(references));
            if (maxItems < UNLIMITED) {
                keywords.put("maxItems", maxItems);
            }
            return keywords;
        }

        @Override
        public String words() {
            return maxItems == 0 ? "empty list" : "list of " + items.words();
        }

        @Override
        public Object example() {
            return maxItems == 0 ? List.of() : List.of(items.example());
        }
    }

    /** An object whose attributes have names that nobody knows beforehand. */
    record MapOf(Schema values) implements Schema {
        @Override
        public Map<String, Object> keywords(Function<Schema, String> references) {
            Map<String, Object> keywords = typed("object");
            keywords.put("additionalProperties", values.keywords(references));
            return keywords;
        }

        @Override
        public String words() {
            return "object of " + values.words();
        }

        @Override
        public Object example() {
            return Map.of();
        }
    }

    /** Whatever JSON can hold. */
    record Anything() implements Schema {
        @Override
        public Map<String, Object> keywords(Function<Schema, String> references) {
            return new LinkedHashMap<>();
        }

        @Override
        public String words() {
            return "anything";
        }

        @Override
        public Object example() {
            return Map.of();
        }
    }

    /**
     * An object.
     *
     * @param name under which the description has it
     * @param properties in the order in which they are shown
     * @param isOpen whether later versions of the server may add to it: answers yes, requests no
     */
    record Fields(String name, List<Property> properties, boolean isOpen) implements Schema {
        /** Copies the properties. */
        public Fields {
            properties = List.copyOf(properties);
        }

        /** The same under another name, with more attributes. */
        public Fields with(String newName, Property... added) {
            List<Property> all =
                    Stream.concat(properties.stream(), Arrays.stream(added)).toList();
            return new Fields(newName, all, isOpen);
        }

        @Override
        public Map<String, Object> keywords(Function<Schema, String> references) {
            return Map.of("$ref", references.apply(this));
        }

        /** Those of the object itself, not of a reference to it. */
        public Map<String, Object> definition(Function<Schema, String> references) {
            Map<String, Object> keywords = typed("object");
            Map<String, Object> described = new LinkedHashMap<>();
            properties.forEach(property -> described.put(property.name(), described(property, references)));
            keywords.put("properties", described);
            List<String> required = properties.stream()
                    .filter(Property::isRequired)
                    .map(Property::name)
                    .toList();
            if (!required.isEmpty()) {
                keywords.put("required", required);
            }
            if (!isOpen) {
                keywords.put("additionalProperties", false);
            }
            return keywords;
        }

        private static Map<String, Object> described(Property property, Function<Schema, String> references) {
            Map<String, Object> keywords = new LinkedHashMap<>(property.schema().keywords(references));
            boolean isPlain = property.text().isEmpty() && !property.isNullable();
            if (keywords.containsKey("$ref") && !isPlain) {
                // What stands beside a reference is ignored in OpenAPI 3.0
                keywords = new LinkedHashMap<>(Map.of("allOf", List.of(keywords)));
            }
            if (!property.text().isEmpty()) {
                keywords.put("description", property.text());
            }
            if (property.isNullable()) {
                keywords.put("nullable", true);
            }
            return keywords;
        }

        @Override
        public String words() {
            return name;
        }

        @Override
        public Object example() {
            return properties.stream()
                    .filter(Property::isRequired)
                    .collect(Collectors.toMap(
                            Property::name,
                            property -> property.schema().example(),
                            (first, second) -> first,
                            LinkedHashMap::new));
        }
    }

    /** The object of a wire record; see {@link WireRecords}. */
    record Wired(Class<? extends Record> type) implements Schema {
        /** What its components say. */
        public Fields fields() {
            return WireRecords.fields(type);
        }

        @Override
        public Map<String, Object> keywords(Function<Schema, String> references) {
            return Map.of("$ref", references.apply(this));
        }

        @Override
        public String words() {
            return fields().name();
        }

        @Override
        public Object example() {
            return fields().example();
        }
    }

    private static Map<String, Object> typed(String type) {
        Map<String, Object> keywords = new LinkedHashMap<>();
        keywords.put("type", type);
        return keywords;
    }
}
