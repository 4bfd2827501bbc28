package io.snapferry.server.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks JSON against a schema of an OpenAPI 3.0 document, more strictly than the document asks: an attribute that no schema
 * names is a violation, whether the document allows more attributes or not.
 */
public final class SchemaCheck {
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final JsonNode document;

    /** Checks against the schemas of this document. */
    public SchemaCheck(JsonNode document) {
        this.document = document;
    }

    /** One line per violation, for example {@code results[].state: "Done" is not in the enum}. */
    public List<String> violations(JsonNode value, JsonNode schema) {
        List<String> found = new ArrayList<>();
        check(value, schema, "", found);
        return found;
    }

    private void check(JsonNode value, JsonNode reference, String place, List<String> found) {
        JsonNode schema = resolved(reference);
        if (value.isNull()) {
            if (!schema.path("nullable").asBoolean()) {
                found.add(place + ": null");
            }
            return;
        }
        String type = schema.path("type").asText(schema.has("properties") ? "object" : "");
        if (!isOfType(value, type, schema.has("properties"))) {
            found.add(place + ": is not of type " + type);
            return;
        }
        checkScalar(value, schema, place, found);
        if (value.isArray()) {
            checkArray(value, schema, place, found);
        } else if (value.isObject()) {
            checkObject(value, schema, place, found);
        } else {
            alternatives(schema)
                    .map(alternatives -> best(value, alternatives, place))
                    .ifPresent(found::addAll);
        }
    }

    private static boolean isOfType(JsonNode value, String type, boolean hasAttributes) {
        return switch (type) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            // An object without attributes means anything to the original: the parameters of its errors are texts
            case "object" -> value.isObject() || !hasAttributes;
            default -> true;
        };
    }

    private static void checkScalar(JsonNode value, JsonNode schema, String place, List<String> found) {
        JsonNode allowed = schema.path("enum");
        if (allowed.isArray()) {
            boolean isAllowed = false;
            for (JsonNode one : allowed) {
                isAllowed |= one.equals(value);
            }
            if (!isAllowed) {
                found.add(place + ": " + value + " is not in the enum");
            }
        }
        if (value.isTextual()) {
            checkText(value.textValue(), schema, place, found);
        }
        if (value.isNumber() && isOutside(value, schema)) {
            found.add(place + ": " + value + " is out of range");
        }
    }

    private static boolean isOutside(JsonNode value, JsonNode schema) {
        double number = value.doubleValue();
        if (schema.path("format").asText().equals("int32") && !value.canConvertToInt()) {
            return true;
        }
        return number < schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY)
                || number > schema.path("maximum").asDouble(Double.POSITIVE_INFINITY);
    }

    private static void checkText(String text, JsonNode schema, String place, List<String> found) {
        if (schema.has("pattern")
                && !Pattern.compile(schema.get("pattern").asText())
                        .matcher(text)
                        .find()) {
            found.add(place + ": does not match its pattern");
        }
        if (text.length() < schema.path("minLength").asInt(0)
                || text.length() > schema.path("maxLength").asInt(Integer.MAX_VALUE)) {
            found.add(place + ": is too short or too long");
        }
        String format = schema.path("format").asText();
        boolean isRight = switch (format) {
            case "date-time" -> isTime(text);
            case "uuid" -> UUID.matcher(text).matches();
            default -> true;
        };
        if (!isRight) {
            found.add(place + ": is no " + format);
        }
    }

    private static boolean isTime(String text) {
        try {
            return text.equals(OffsetDateTime.parse(text).toInstant().toString());
        } catch (DateTimeException e) {
            return false;
        }
    }

    private void checkArray(JsonNode value, JsonNode schema, String place, List<String> found) {
        if (value.size() < schema.path("minItems").asInt(0)
                || value.size() > schema.path("maxItems").asInt(Integer.MAX_VALUE)) {
            found.add(place + ": has too few or too many items");
        }
        if (schema.path("uniqueItems").asBoolean()) {
            Set<JsonNode> distinct = new LinkedHashSet<>();
            value.forEach(distinct::add);
            if (distinct.size() < value.size()) {
                found.add(place + ": has an item twice");
            }
        }
        if (schema.has("items")) {
            value.forEach(item -> check(item, schema.get("items"), place + "[]", found));
        }
    }

    /** What all schemas of one object say together. */
    private static final class Shape {
        private final Map<String, List<JsonNode>> attributes = new LinkedHashMap<>();
        private final Set<String> required = new LinkedHashSet<>();
        private final Set<JsonNode> visited = new LinkedHashSet<>();
        private final List<JsonNode> additional = new ArrayList<>();
    }

    private void checkObject(JsonNode value, JsonNode schema, String place, List<String> found) {
        Shape shape = new Shape();
        collect(schema, value, place, shape, found);
        boolean saysNothing = shape.attributes.isEmpty() && shape.additional.isEmpty();
        if (saysNothing) {
            return;
        }
        String start = place.isEmpty() ? "" : place + ".";
        for (String name : shape.required) {
            if (!value.has(name)) {
                found.add(start + name + ": is required");
            }
        }
        value.fieldNames().forEachRemaining(name -> {
            List<JsonNode> schemas = shape.attributes.getOrDefault(name, shape.additional);
            if (schemas.isEmpty()) {
                found.add(start + name + ": is not known");
            }
            schemas.forEach(one -> check(value.get(name), one, start + name, found));
        });
    }

    private void collect(JsonNode reference, JsonNode value, String place, Shape shape, List<String> found) {
        JsonNode schema = resolved(reference);
        if (!shape.visited.add(schema)) {
            return;
        }
        schema.path("properties")
                .properties()
                .forEach(property -> shape.attributes
                        .computeIfAbsent(property.getKey(), any -> new ArrayList<>())
                        .add(property.getValue()));
        schema.path("required").forEach(name -> shape.required.add(name.asText()));
        if (schema.path("additionalProperties").isObject()) {
            shape.additional.add(schema.get("additionalProperties"));
        }
        schema.path("allOf").forEach(part -> collect(part, value, place, shape, found));
        JsonNode discriminator = schema.path("discriminator");
        if (discriminator.has("mapping")) {
            String kind = value.path(discriminator.get("propertyName").asText()).asText();
            String target = discriminator.get("mapping").path(kind).asText();
            if (!target.isEmpty()) {
                collect(at(target), value, place, shape, found);
            }
        } else {
            alternatives(schema).ifPresent(alternatives -> {
                JsonNode closest = alternatives.stream()
                        .min(Comparator.comparingInt(
                                one -> violations(value, one).size()))
                        .orElseThrow();
                collect(closest, value, place, shape, found);
            });
        }
    }

    private static Optional<List<JsonNode>> alternatives(JsonNode schema) {
        JsonNode array = schema.has("oneOf") ? schema.get("oneOf") : schema.path("anyOf");
        List<JsonNode> alternatives = new ArrayList<>();
        array.forEach(alternatives::add);
        return alternatives.isEmpty() ? Optional.empty() : Optional.of(alternatives);
    }

    private List<String> best(JsonNode value, List<JsonNode> alternatives, String place) {
        return alternatives.stream()
                .map(one -> {
                    List<String> found = new ArrayList<>();
                    check(value, one, place, found);
                    return found;
                })
                .min(Comparator.comparingInt(List::size))
                .orElseThrow();
    }

    private JsonNode resolved(JsonNode schema) {
        JsonNode current = schema;
        while (current.has("$ref")) {
            current = at(current.get("$ref").asText());
        }
        return current;
    }

    private JsonNode at(String reference) {
        JsonNode found = document.at(reference.substring(1));
        if (found.isMissingNode()) {
            throw new IllegalStateException("the document has no " + reference);
        }
        return found;
    }
}
