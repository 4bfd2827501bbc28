package io.snapferry.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.snapferry.bson.DocumentLength;
import io.snapferry.bson.DocumentValidator;
import io.snapferry.bson.ElementType;
import io.snapferry.bson.StrictUtf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way back: one line of Extended JSON (either form) to the BSON bytes that it stands for.
 *
 * <p>What {@link Transcoder} writes in canonical form comes back as the same bytes; docs/formats/extended-json.md lists the
 * exceptions, which are losses of the format. The text must be strict JSON: no shell forms, no comments, no single quotes.
 * At most {@link DocumentValidator#MAX_NESTING} documents lie inside each other, and the result has at most
 * {@link DocumentLength#MAX_BYTES}.
 *
 * <p>Not thread-safe: use one per thread.
 */
public final class ExtendedJsonReader {
    /** The most that a level of BSON takes: the object of a code with scope, and its scope. A value takes three more. */
    private static final int MAX_JSON_NESTING = 2 * DocumentValidator.MAX_NESTING + 4;

    private static final JsonFactory JSON = JsonFactory.builder()
            // Both keep names from one document to the next, for names that may be different in each.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_JSON_NESTING)
                    // A document may be a single string; its line is in memory already.
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /**
     * Appends the document's BSON bytes.
     *
     * @param json holds the line as UTF-8
     * @param offset of the line's first byte
     * @param length of the line in bytes, without its line end
     * @param out is appended to; on an error its earlier content is kept and nothing of this document is left in it
     * @throws ExtendedJsonFormatException when the text is not one Extended JSON document
     */
    public void read(byte[] json, int offset, int length, OutputBuffer out) throws ExtendedJsonFormatException {
        Objects.checkFromIndexSize(offset, length, json.length);
        int invalid = StrictUtf8.firstInvalid(json, offset, offset + length);
        if (invalid != StrictUtf8.ALL_VALID) {
            throw new ExtendedJsonFormatException(String.format(
                    "at byte %d: expected UTF-8, found the byte 0x%02X",
                    invalid - offset, Byte.toUnsignedInt(json[invalid])));
        }
        int sizeBefore = out.size();
        boolean isComplete = false;
        // Given as a string, so that the parser does not guess another encoding from the first bytes.
        String text = new String(json, offset, length, StandardCharsets.UTF_8);
        try (JsonParser parser = JSON.createParser(text)) {
            readDocument(parser, out);
            isComplete = true;
        } catch (IOException e) {
            throw new ExtendedJsonFormatException("not JSON: " + e.getMessage(), e);
        } finally {
            if (!isComplete) {
                out.truncate(sizeBefore);
            }
        }
    }

    private static void readDocument(JsonParser parser, OutputBuffer out)
            throws IOException, ExtendedJsonFormatException {
        try {
            new OneDocument(parser, new BsonAppender(out)).read();
        } catch (ExtendedJsonFormatException e) {
            throw new ExtendedJsonFormatException(place(parser.currentTokenLocation()) + e.getMessage(), e);
        } catch (JsonProcessingException e) {
            throw new ExtendedJsonFormatException(
                    place(parser.currentLocation()) + "not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static String place(JsonLocation location) {
        return "at character " + location.getCharOffset() + ": ";
    }

    /** The error for a parser that stands on another token than the one wanted. */
    static ExtendedJsonFormatException unexpected(JsonParser parser, String expected) throws IOException {
        JsonToken token = parser.currentToken();
        String found = token == null ? "the end of the text" : describe(token);
        String text = token != null && (token.isScalarValue() || token == JsonToken.FIELD_NAME)
                ? " " + Excerpt.of(parser.getText())
                : "";
        return new ExtendedJsonFormatException("expected " + expected + ", found " + found + text);
    }

    /** The token in a reader's words. */
    static String describe(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case END_OBJECT -> "the end of the object";
            case START_ARRAY -> "an array";
            case END_ARRAY -> "the end of the array";
            case FIELD_NAME -> "a name";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT -> "an integer";
            case VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> throw new AssertionError("a parser of text gives no " + token);
        };
    }

    /** One walk over one text. */
    private static final class OneDocument {
        private final JsonParser json;
        private final BsonAppender bson;
        private final TypedValues typedValues;

        OneDocument(JsonParser json, BsonAppender bson) {
            this.json = json;
            this.bson = bson;
            this.typedValues = new TypedValues(json, bson, this::nestedObject);
        }

        void read() throws IOException, ExtendedJsonFormatException {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw unexpected(json, "an object");
            }
            nestedObject(0);
            if (json.nextToken() != null) {
                throw unexpected(json, "the end of the text");
            }
        }

        /** Reads an object whatever its first name: a place where BSON knows nothing but documents. */
        private void nestedObject(int depth) throws IOException, ExtendedJsonFormatException {
            json.nextToken();
            membersOfObject(depth + 1);
        }

        /** @param depth of this document, 1 for the outermost; the parser stands on its first name or its end */
        private void membersOfObject(int depth) throws IOException, ExtendedJsonFormatException {
            checkDepth(depth);
            int start = bson.beginSized();
            while (json.currentToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                element(name, json.nextToken(), depth);
                json.nextToken();
            }
            bson.endDocument(start);
        }

        private void membersOfArray(int depth) throws IOException, ExtendedJsonFormatException {
            checkDepth(depth);
            int start = bson.beginSized();
            int index = 0;
            for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
                element(Integer.toString(index++), token, depth);
            }
            bson.endDocument(start);
        }

        private void checkDepth(int depth) throws ExtendedJsonFormatException {
            if (depth > DocumentValidator.MAX_NESTING) {
                throw new ExtendedJsonFormatException(
                        "documents are nested more than " + DocumentValidator.MAX_NESTING + " deep");
            }
        }

        /** Appends one element whose value begins at the parser's token and leaves the parser on the value's last. */
        private void element(String name, @Nullable JsonToken token, int depth)
                throws IOException, ExtendedJsonFormatException {
            if (token == null) {
                throw unexpected(json, "a value");
            }
            switch (token) {
                case START_OBJECT -> object(name, depth);
                case START_ARRAY -> {
                    bson.element(ElementType.ARRAY, name);
                    membersOfArray(depth + 1);
                }
                case VALUE_STRING -> {
                    bson.element(ElementType.STRING, name);
                    bson.string(json.getText());
                }
                case VALUE_NUMBER_INT -> integer(name);
                case VALUE_NUMBER_FLOAT -> number(name);
                case VALUE_TRUE, VALUE_FALSE -> {
                    bson.element(ElementType.BOOLEAN, name);
                    bson.int8(token == JsonToken.VALUE_TRUE ? 1 : 0);
                }
                case VALUE_NULL -> bson.element(ElementType.NULL, name);
                case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                    throw unexpected(json, "a value");
            }
        }

        private void object(String name, int depth) throws IOException, ExtendedJsonFormatException {
            boolean isTyped =
                    json.nextToken() == JsonToken.FIELD_NAME && typedValues.read(name, json.currentName(), depth);
            if (!isTyped) {
                bson.element(ElementType.DOCUMENT, name);
                membersOfObject(depth + 1);
            }
        }

        private void integer(String name) throws IOException, ExtendedJsonFormatException {
            switch (json.getNumberType()) {
                case INT -> {
                    bson.element(ElementType.INT32, name);
                    bson.int32(json.getIntValue());
                }
                case LONG -> {
                    bson.element(ElementType.INT64, name);
                    bson.int64(json.getLongValue());
                }
                // The specification makes a double of what no int64 holds.
                default -> number(name);
            }
        }

        private void number(String name) throws IOException, ExtendedJsonFormatException {
            bson.element(ElementType.DOUBLE, name);
            bson.int64(Double.doubleToRawLongBits(DoubleText.parseFinite(json.getText())));
        }
    }
}
