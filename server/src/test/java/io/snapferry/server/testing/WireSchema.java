package io.snapferry.server.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Compares answers with the schemas of Atlas's OpenAPI description, strictly: no field that the schema does not have, every
 * required one, types, enums and patterns. Knows what the schemas of identities use, and no more of OpenAPI.
 */
public final class WireSchema {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonNode description;

    private WireSchema(JsonNode description) {
        this.description = description;
    }

    /** A description of the reference data, when it is there. */
    public static Optional<WireSchema> read(String name) {
        return Documents.shared("atlas/" + name).map(text -> new WireSchema(parse(text)));
    }

    /** What is wrong with an answer; empty when nothing is. */
    public List<String> problems(String method, String path, int status, String body) {
        JsonNode content = description
                .path("paths")
                .path(path)
                .path(method)
                .path("responses")
                .path(String.valueOf(status))
                .path("content");
        if (!content.elements().hasNext()) {
            return List.of("no schema for " + method + " " + path + " " + status);
        }
        List<String> problems = new ArrayList<>();
        check(content.elements().next().path("schema"), parse(body), "$", problems);
        return problems;
    }

    private void check(JsonNode reference, JsonNode value, String place, List<String> problems) {
        JsonNode schema = reference;
        while (schema.has("$ref")) {
            schema = description.at(schema.path("$ref").textValue().substring(1));
        }
        if (value.isNull()) {
            if (!schema.path("nullable").booleanValue()) {
                problems.add(place + " is null");
            }
            return;
        }
        switch (schema.path("type").asText()) {
            case "object" -> checkObject(schema, value, place, problems);
            case "array" -> {
                expect(value.isArray(), place + " is no array", problems);
                for (int i = 0; i < value.size(); i++) {
                    check(schema.path("items"), value.path(i), place + "[" + i + "]", problems);
                }
            }
            case "string" -> checkText(schema, value, place, problems);
            case "integer" -> expect(value.isIntegralNumber(), place + " is no integer", problems);
            case "boolean" -> expect(value.isBoolean(), place + " is no boolean", problems);
            default -> problems.add(place + " has a schema of an unknown type: " + schema);
        }
    }

    private void checkObject(JsonNode schema, JsonNode value, String place, List<String> problems) {
        expect(value.isObject(), place + " is no object", problems);
        for (JsonNode required : schema.path("required")) {
            expect(value.has(required.textValue()), place + " lacks " + required.textValue(), problems);
        }
        value.properties().forEach(field -> {
            JsonNode property = schema.path("properties").path(field.getKey());
            JsonNode known = property.isMissingNode() ? schema.path("additionalProperties") : property;
            if (known.isObject()) {
                check(known, field.getValue(), place + "." + field.getKey(), problems);
            } else {
                problems.add(place + " has the unknown field " + field.getKey());
            }
        });
    }

    private static void checkText(JsonNode schema, JsonNode value, String place, List<String> problems) {
        expect(value.isTextual(), place + " is no string", problems);
        String text = value.asText();
        if (schema.has("pattern")) {
            boolean isMatch = Pattern.compile(schema.path("pattern").textValue())
                    .matcher(text)
                    .find();
            expect(isMatch, place + " does not match: " + text, problems);
        }
        if (schema.has("enum")) {
            List<String> choices = new ArrayList<>();
            schema.path("enum").forEach(choice -> choices.add(choice.textValue()));
            expect(choices.contains(text), place + " is none of the enum: " + text, problems);
        }
    }

    private static void expect(boolean isRight, String problem, List<String> problems) {
        if (!isRight) {
            problems.add(problem);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON: " + text, e);
        }
    }
}
