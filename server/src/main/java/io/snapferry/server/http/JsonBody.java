package io.snapferry.server.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JSON object of a request, read strictly: an attribute that is not expected, missing or of another type is refused by
 * name. {@code null} counts as absent, and {@code links}, which clients send back as they got it, is ignored.
 */
public final class JsonBody {
    private static final String IGNORED = "links";

    private final ObjectNode object;
    /** Where the object is in the body, for example {@code customData[0].}; empty for the whole body. */
    private final String place;

    private JsonBody(ObjectNode object, String place) {
        this.object = object;
        this.place = place;
    }

    /**
     * Reads a whole body.
     *
     * @param fields that may be in it
     */
    static JsonBody parse(byte[] bytes, Schema.Fields fields) {
        JsonNode root = read(bytes);
        if (!(root instanceof ObjectNode object)) {
            throw ApiErrorCode.INVALID_JSON.with("expected an object, found " + nameOf(root));
        }
        return new JsonBody(object, "").onlyWith(fields);
    }

    /**
     * Reads a whole body that is an array.
     *
     * @param maxSize how many elements there may be
     * @param fields that may be in each
     */
    static List<JsonBody> parseArray(byte[] bytes, int maxSize, Schema.Fields fields) {
        JsonNode root = read(bytes);
        if (!root.isArray()) {
            throw ApiErrorCode.INVALID_JSON.with("expected an array, found " + nameOf(root));
        }
        if (root.size() > maxSize) {
            throw ApiErrorCode.INVALID_JSON.with("it has more than " + maxSize + " elements");
        }
        List<JsonBody> elements = new ArrayList<>();
        for (JsonNode element : root) {
            String place = "[" + elements.size() + "]";
            if (!(element instanceof ObjectNode object)) {
                throw ApiErrorCode.INVALID_JSON_ATTRIBUTE.with(place, "expected an object, found " + nameOf(element));
            }
            elements.add(new JsonBody(object, place + ".").onlyWith(fields));
        }
        return elements;
    }

    private static JsonNode read(byte[] bytes) {
        if (bytes.length == 0) {
            throw ApiErrorCode.MALFORMED_JSON.with("it is empty");
        }
        try {
            return JsonFormat.MAPPER.readTree(bytes);
        } catch (StreamConstraintsException e) {
            throw ApiErrorCode.MALFORMED_JSON.with("it is nested too deeply, or a name or number is too long");
        } catch (JsonProcessingException e) {
            throw ApiErrorCode.MALFORMED_JSON.with("line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + near(e));
        } catch (CharacterCodingException e) {
            throw ApiErrorCode.MALFORMED_JSON.with("it is not UTF-8");
        } catch (IOException e) {
            throw ApiErrorCode.MALFORMED_JSON.with("it is cut or not UTF-8");
        }
    }

    private static String near(JsonProcessingException e) {
        if (!(e.getProcessor() instanceof JsonParser parser)) {
            return "";
        }
        try {
            String name = parser.currentName();
            return name == null ? "" : ", at the attribute " + name;
        } catch (IOException ignored) {
            return "";
        }
    }

    /** A text that must be there and not be empty. */
    public String text(String name) {
        String text = optionalText(name).orElseThrow(() -> missing(name));
        if (text.isEmpty()) {
            throw invalid(name, "it is empty");
        }
        return text;
    }

    /** A text that must be there, and may be empty. */
    public String textOrEmpty(String name) {
        return optionalText(name).orElseThrow(() -> missing(name));
    }

    /** A text. */
    public Optional<String> optionalText(String name) {
        return value(name, JsonNode::isTextual, "a string", JsonNode::textValue).map(text -> whole(name, text));
    }

    private String whole(String name, String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw invalid(name, "it has half of a surrogate pair");
        }
        return text;
    }

    /** An id that must be there. */
    public <T> Id<T> id(String name) {
        String text = text(name);
        if (!Id.isValid(text)) {
            throw invalid(name, "expected 24 hex digits, found \"" + text + "\"");
        }
        return new Id<>(text);
    }

    /** One of the texts that must be there. */
    public String choice(String name, List<String> choices) {
        String text = text(name);
        if (!choices.contains(text)) {
            throw noChoice(name, choices);
        }
        return text;
    }

    /** An array of texts, each one of the choices; empty when it is absent. */
    public List<String> choices(String name, List<String> choices) {
        Optional<JsonNode> array = value(name, JsonNode::isArray, "an array", Function.identity());
        if (array.isPresent() && array.get().size() > choices.size()) {
            throw invalid(name, "it has more elements than there are choices");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array.<Iterable<JsonNode>>map(node -> node).orElse(List.of())) {
            String elementName = name + "[" + texts.size() + "]";
            if (!element.isTextual()) {
                throw wrongType(elementName, "a string", element);
            }
            if (!choices.contains(element.textValue())) {
                throw ApiErrorCode.INVALID_ENUM_VALUE.with(
                        place + elementName, element.textValue(), String.join(", ", choices));
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    /**
     * An array of texts that are not empty; empty when it is absent.
     *
     * @param maxSize how many there may be
     * @param maxLength of each, in characters
     */
    public List<String> texts(String name, int maxSize, int maxLength) {
        Optional<JsonNode> array = value(name, JsonNode::isArray, "an array", Function.identity());
        if (array.isPresent() && array.get().size() > maxSize) {
            throw invalid(name, "it has more than " + maxSize + " elements");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array.<Iterable<JsonNode>>map(node -> node).orElse(List.of())) {
            String elementName = name + "[" + texts.size() + "]";
            if (!element.isTextual()) {
                throw wrongType(elementName, "a string", element);
            }
            texts.add(whole(elementName, element.textValue()));
            int length = element.textValue().length();
            if (length == 0 || length > maxLength) {
                throw invalid(elementName, "expected 1 to " + maxLength + " characters, found " + length);
            }
        }
        return texts;
    }

    /** A truth value; false when absent. */
    public boolean flag(String name) {
        return optionalFlag(name).orElse(false);
    }

    /** A truth value. */
    public Optional<Boolean> optionalFlag(String name) {
        return value(name, JsonNode::isBoolean, "true or false", JsonNode::booleanValue);
    }

    /** Whether the attribute is there and not null. */
    public boolean has(String name) {
        return object.hasNonNull(name);
    }

    /** A whole number in a range. */
    public Optional<Integer> integer(String name, int min, int max) {
        Optional<JsonNode> number = value(name, node -> node.isIntegralNumber(), "a whole number", Function.identity());
        return number.map(node -> {
            if (!node.canConvertToInt() || node.intValue() < min || node.intValue() > max) {
                throw invalid(name, "expected a number from " + min + " to " + max);
            }
            return node.intValue();
        });
    }

    /**
     * An object.
     *
     * @param fields that may be in it
     */
    public Optional<JsonBody> object(String name, Schema.Fields fields) {
        return value(name, JsonNode::isObject, "an object", ObjectNode.class::cast)
                .map(node -> new JsonBody(node, place + name + ".").onlyWith(fields));
    }

    /**
     * An array of objects; empty when it is absent.
     *
     * @param maxSize how many there may be
     * @param fields that may be in each
     */
    public List<JsonBody> objects(String name, int maxSize, Schema.Fields fields) {
        Optional<JsonNode> array = value(name, JsonNode::isArray, "an array", Function.identity());
        if (array.isEmpty()) {
            return List.of();
        }
        if (array.get().size() > maxSize) {
            throw invalid(name, "it has more than " + maxSize + " elements");
        }
        List<JsonBody> objects = new ArrayList<>();
        for (JsonNode element : array.get()) {
            String elementName = name + "[" + objects.size() + "]";
            if (!(element instanceof ObjectNode object)) {
                throw wrongType(elementName, "an object", element);
            }
            objects.add(new JsonBody(object, place + elementName + ".").onlyWith(fields));
        }
        return objects;
    }

    /** Whether there is nothing in an array, or no such attribute. */
    public boolean isEmptyList(String name) {
        return value(name, JsonNode::isArray, "an array", Function.identity())
                .map(JsonNode::isEmpty)
                .orElse(true);
    }

    /** Refuses a text that is none of those it could be. */
    public ApiException noChoice(String name, List<String> choices) {
        return ApiErrorCode.INVALID_ENUM_VALUE.with(place + name, text(name), String.join(", ", choices));
    }

    /** Refuses an attribute's value. */
    public ApiException invalid(String name, String reason) {
        return ApiErrorCode.INVALID_ATTRIBUTE.with(place + name, reason);
    }

    private ApiException missing(String name) {
        return ApiErrorCode.MISSING_ATTRIBUTE.with(place + name);
    }

    private ApiException wrongType(String name, String expected, JsonNode found) {
        return ApiErrorCode.INVALID_JSON_ATTRIBUTE.with(
                place + name, "expected " + expected + ", found " + nameOf(found));
    }

    private <T> Optional<T> value(
            String name, Function<JsonNode, Boolean> isRight, String expected, Function<JsonNode, T> convert) {
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!isRight.apply(node)) {
            throw wrongType(name, expected, node);
        }
        return Optional.of(convert.apply(node));
    }

    private JsonBody onlyWith(Schema.Fields fields) {
        Set<String> allowed = Stream.concat(fields.properties().stream().map(Property::name), Stream.of(IGNORED))
                .collect(Collectors.toSet());
        Iterator<String> names = object.fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            if (!allowed.contains(name)) {
                throw invalid(name, "it is not known here");
            }
        }
        return this;
    }

    private static String nameOf(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT, POJO -> "an object";
            case ARRAY -> "an array";
            case STRING, BINARY -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case NULL -> "null";
            case MISSING -> "nothing";
        };
    }
}
