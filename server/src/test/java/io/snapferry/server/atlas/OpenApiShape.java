package io.snapferry.server.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snapferry.server.testing.Documents;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Holds an answer against its schema in one of the two subsets of Atlas's specification, strictly: no attribute that the schema
 * does not have, all that it requires, and types, enums, patterns and ranges. Nulls are let through: Atlas sends some that its
 * specification does not allow.
 */
final class OpenApiShape {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonNode document;
    private final Set<String> tolerated;
    private final List<String> violations = new ArrayList<>();

    private OpenApiShape(JsonNode document, Set<String> tolerated) {
        this.document = document;
        this.tolerated = tolerated;
    }

    /** v1.0, when the reference data is there. */
    static Optional<OpenApiShape> v1(String... tolerated) {
        return of("atlas/openapi-v1-backup.json", tolerated);
    }

    /** v2, when the reference data is there. */
    static Optional<OpenApiShape> v2(String... tolerated) {
        return of("atlas/openapi-v2-backup.json", tolerated);
    }

    /** @param tolerated violations that are known, with their reasons told at the test */
    private static Optional<OpenApiShape> of(String name, String... tolerated) {
        return Documents.shared(name).map(text -> {
            try {
                return new OpenApiShape(MAPPER.readTree(text), Set.of(tolerated));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(name, e);
            }
        });
    }

    /**
     * Fails when an answer does not fit; skips the test visibly when the reference data is not there.
     *
     * @param operation for example {@code get /api/atlas/v2/groups}
     */
    static void assertFits(HttpResponse<String> answer, String operation, String... tolerated) {
        Optional<OpenApiShape> shape = operation.contains("/v2") ? v2(tolerated) : v1(tolerated);
        assumeTrue(shape.isPresent(), "no shared/atlas, so answers were not compared with Atlas's specification");
        String mediaType =
                answer.headers().firstValue("Content-Type").orElse("").replace(";charset=utf-8", "");

        assertThat(shape.orElseThrow().violations(operation, answer.statusCode(), mediaType, answer.body()))
                .as(operation + " " + answer.body())
                .isEmpty();
    }

    /**
     * What is wrong with an answer; empty when nothing is.
     *
     * @param operation for example {@code get /api/atlas/v2/groups}
     * @param mediaType of the answer, without parameters
     */
    List<String> violations(String operation, int status, String mediaType, String body) {
        violations.clear();
        String[] methodAndPath = operation.split(" ", 2);
        JsonNode schema = document.path("paths")
                .path(methodAndPath[1])
                .path(methodAndPath[0])
                .path("responses")
                .path(Integer.toString(status))
                .path("content")
                .path(mediaType)
                .path("schema");
        if (schema.isMissingNode()) {
            return List.of("no schema for " + operation + " " + status + " " + mediaType);
        }
        try {
            check("", schema, MAPPER.readTree(body));
        } catch (JsonProcessingException e) {
            violations.add("no JSON: " + body);
        }
        violations.removeIf(tolerated::contains);
        return List.copyOf(violations);
    }

    private void check(String place, JsonNode schemaOrReference, JsonNode value) {
        JsonNode schema = resolve(schemaOrReference);
        boolean isOpenChoice = schema.has("oneOf") && !schema.has("discriminator");
        if (value.isNull() || isOpenChoice) {
            return;
        }
        Optional<JsonNode> variant = variant(schema, value);
        if (variant.isPresent()) {
            check(place, variant.get(), value);
            return;
        }
        String type = schema.path("type").asText("object");
        switch (type) {
            case "object" -> object(place, schema, value);
            case "array" -> {
                expect(place, value.isArray(), "array");
                value.forEach(element -> check(place + "[]", schema.path("items"), element));
            }
            case "string" -> expect(place, value.isTextual(), "string");
            case "boolean" -> expect(place, value.isBoolean(), "boolean");
            case "integer" -> expect(place, value.isIntegralNumber(), "integer");
            case "number" -> expect(place, value.isNumber(), "number");
            default -> violations.add(place + " has a schema of type " + type);
        }
        limits(place, schema, value);
    }

    private void limits(String place, JsonNode schema, JsonNode value) {
        if (schema.has("enum")) {
            boolean isListed = false;
            for (JsonNode choice : schema.path("enum")) {
                isListed |= choice.asText().equals(value.asText());
            }
            expect(place, isListed, "one of " + schema.path("enum"));
        }
        if (schema.has("pattern")) {
            expect(
                    place,
                    Pattern.compile(schema.path("pattern").asText())
                            .matcher(value.asText())
                            .find(),
                    "pattern");
        }
        if (schema.has("minLength")) {
            expect(place, value.asText().length() >= schema.path("minLength").asInt(), "longer");
        }
        if (schema.has("minimum")) {
            expect(place, value.asDouble() >= schema.path("minimum").asDouble(), "larger");
        }
        if (schema.has("maximum")) {
            expect(place, value.asDouble() <= schema.path("maximum").asDouble(), "smaller");
        }
    }

    private void object(String place, JsonNode schema, JsonNode value) {
        expect(place, value.isObject(), "object");
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        Set<String> required = new LinkedHashSet<>();
        collect(schema, properties, required);
        JsonNode additional = schema.path("additionalProperties");
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            String inner = place + "." + field.getKey();
            JsonNode property = properties.getOrDefault(field.getKey(), additional);
            if (property.isMissingNode()) {
                violations.add(inner + " is not in the schema");
            } else {
                check(inner, property, field.getValue());
            }
        }
        for (String name : required) {
            expect(place + "." + name, value.has(name), "to be there");
        }
    }

    private void collect(JsonNode schemaOrReference, Map<String, JsonNode> properties, Set<String> required) {
        JsonNode schema = resolve(schemaOrReference);
        schema.path("properties").properties().forEach(e -> properties.put(e.getKey(), e.getValue()));
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.path("allOf").forEach(part -> collect(part, properties, required));
    }

    /** The schema that the discriminator names; a choice without one is not looked into. */
    private Optional<JsonNode> variant(JsonNode schema, JsonNode value) {
        JsonNode discriminator = schema.path("discriminator");
        if (discriminator.isMissingNode()) {
            return Optional.empty();
        }
        String name = value.path(discriminator.path("propertyName").asText()).asText();
        JsonNode reference = discriminator.path("mapping").path(name);
        return reference.isMissingNode()
                ? Optional.empty()
                : Optional.of(document.at(reference.asText().substring(1)));
    }

    private JsonNode resolve(JsonNode schema) {
        return schema.has("$ref") ? document.at(schema.path("$ref").asText().substring(1)) : schema;
    }

    private void expect(String place, boolean isRight, String expected) {
        if (!isRight) {
            violations.add(place + " expected " + expected);
        }
    }
}
