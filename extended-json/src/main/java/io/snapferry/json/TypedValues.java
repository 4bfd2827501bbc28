package io.snapferry.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.snapferry.bson.ElementType;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The objects that stand for a single value, such as {@code {"$oid":"..."}}: which they are, and their BSON. An object
 * whose first name is one of these must be exactly that form; any other name, dollar or not, is an ordinary document's.
 * The old forms of Extended JSON v1 ({@code $regex} with {@code $options}, {@code $type} beside {@code $binary}, a bare
 * number in {@code $date}) are not read as values: exports never hold them, and stored queries do.
 */
final class TypedValues {
    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,19}");
    private static final Pattern OBJECT_ID = Pattern.compile("[0-9a-fA-F]{24}");
    private static final Pattern SUBTYPE = Pattern.compile("[0-9a-fA-F]{1,2}");
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final int OLD_BINARY_SUBTYPE = 2;
    private static final int UUID_SUBTYPE = 4;
    private static final long MAX_UNSIGNED_INT32 = 0xFFFF_FFFFL;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private final JsonParser json;
    private final BsonAppender bson;
    private final ScopeReader scopes;

    /** Reads the document that is the value of {@code $scope}. */
    interface ScopeReader {
        /** @param depth how many documents are around the scope */
        void readScope(int depth) throws IOException, ExtendedJsonFormatException;
    }

    TypedValues(JsonParser json, BsonAppender bson, ScopeReader scopes) {
        this.json = json;
        this.bson = bson;
        this.scopes = scopes;
    }

    /**
     * Reads the rest of an object, through its end, and appends its element, when the object stands for a value.
     *
     * @param name of the element
     * @param key first name in the object; the parser stands on it
     * @param depth how many documents are around the element
     * @return false when {@code key} belongs to an ordinary document; nothing was read or written then
     */
    boolean read(String name, String key, int depth) throws IOException, ExtendedJsonFormatException {
        switch (key) {
            case "$numberInt" -> {
                bson.element(ElementType.INT32, name);
                bson.int32((int) integer(string(), Integer.MIN_VALUE, Integer.MAX_VALUE));
            }
            case "$numberLong" -> {
                bson.element(ElementType.INT64, name);
                bson.int64(integer(string(), Long.MIN_VALUE, Long.MAX_VALUE));
            }
            case "$numberDouble" -> {
                bson.element(ElementType.DOUBLE, name);
                bson.int64(Double.doubleToRawLongBits(DoubleText.parse(string())));
            }
            case "$numberDecimal" -> {
                bson.element(ElementType.DECIMAL128, name);
                bson.decimal128(DecimalText.parse(string()));
            }
            case "$oid" -> {
                bson.element(ElementType.OBJECT_ID, name);
                bson.bytes(objectId());
            }
            case "$date" -> {
                bson.element(ElementType.DATE_TIME, name);
                bson.int64(dateTime());
            }
            case "$timestamp" -> timestamp(name);
            case "$binary" -> binary(name);
            case "$uuid" -> {
                bson.element(ElementType.BINARY, name);
                appendBinary(UUID_SUBTYPE, hex(UUID, "a UUID"));
            }
            case "$regularExpression" -> regularExpression(name);
            case "$code" -> {
                code(name, depth);
                return true;
            }
            case "$symbol" -> {
                bson.element(ElementType.SYMBOL, name);
                bson.string(string());
            }
            case "$dbPointer" -> dbPointer(name);
            case "$undefined" -> {
                bson.element(ElementType.UNDEFINED, name);
                expect(JsonToken.VALUE_TRUE);
            }
            case "$minKey" -> {
                bson.element(ElementType.MIN_KEY, name);
                one();
            }
            case "$maxKey" -> {
                bson.element(ElementType.MAX_KEY, name);
                one();
            }
            default -> {
                return false;
            }
        }
        expect(JsonToken.END_OBJECT);
        return true;
    }

    private byte[] objectId() throws IOException, ExtendedJsonFormatException {
        return hex(OBJECT_ID, "24 hexadecimal digits");
    }

    private long dateTime() throws IOException, ExtendedJsonFormatException {
        JsonToken token = json.nextToken();
        if (token == JsonToken.VALUE_STRING) {
            return instant(json.getText());
        }
        if (token != JsonToken.START_OBJECT) {
            throw unexpected("a string or an object in $date");
        }
        expectName("$numberLong");
        long millis = integer(string(), Long.MIN_VALUE, Long.MAX_VALUE);
        expect(JsonToken.END_OBJECT);
        return millis;
    }

    private static long instant(String text) throws ExtendedJsonFormatException {
        try {
            OffsetDateTime date = OffsetDateTime.parse(text);
            if (date.getNano() % NANOS_PER_MILLI != 0) {
                throw new ExtendedJsonFormatException(
                        "expected a date of whole milliseconds, found " + Excerpt.of(text));
            }
            return date.toInstant().toEpochMilli();
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new ExtendedJsonFormatException("expected an ISO 8601 date, found " + Excerpt.of(text), e);
        }
    }

    private void timestamp(String name) throws IOException, ExtendedJsonFormatException {
        Pair pair = pair(JsonToken.VALUE_NUMBER_INT, "t", "i");
        bson.element(ElementType.TIMESTAMP, name);
        bson.int32((int) integer(pair.second(), 0, MAX_UNSIGNED_INT32));
        bson.int32((int) integer(pair.first(), 0, MAX_UNSIGNED_INT32));
    }

    private void binary(String name) throws IOException, ExtendedJsonFormatException {
        Pair pair = pair(JsonToken.VALUE_STRING, "base64", "subType");
        if (!SUBTYPE.matcher(pair.second()).matches()) {
            throw new ExtendedJsonFormatException(
                    "expected a subType of one or two hexadecimal digits, found " + Excerpt.of(pair.second()));
        }
        bson.element(ElementType.BINARY, name);
        appendBinary(HexFormat.fromHexDigits(pair.second()), base64(pair.first()));
    }

    private void appendBinary(int subtype, byte[] content) throws ExtendedJsonFormatException {
        if (subtype == OLD_BINARY_SUBTYPE) {
            bson.int32(content.length + Integer.BYTES);
            bson.int8(subtype);
            bson.int32(content.length);
        } else {
            bson.int32(content.length);
            bson.int8(subtype);
        }
        bson.bytes(content);
    }

    private static byte[] base64(String text) throws ExtendedJsonFormatException {
        try {
            byte[] content = Base64.getDecoder().decode(text);
            if (text.length() % 4 != 0) {
                throw new ExtendedJsonFormatException("expected padded base64, found " + Excerpt.of(text));
            }
            return content;
        } catch (IllegalArgumentException e) {
            throw new ExtendedJsonFormatException("expected base64, found " + Excerpt.of(text), e);
        }
    }

    private void regularExpression(String name) throws IOException, ExtendedJsonFormatException {
        Pair pair = pair(JsonToken.VALUE_STRING, "pattern", "options");
        char[] options = pair.second().toCharArray();
        // BSON wants them in alphabetical order.
        Arrays.sort(options);
        bson.element(ElementType.REGULAR_EXPRESSION, name);
        bson.cstring(pair.first());
        bson.cstring(new String(options));
    }

    private void code(String name, int depth) throws IOException, ExtendedJsonFormatException {
        String code = string();
        if (json.nextToken() == JsonToken.END_OBJECT) {
            bson.element(ElementType.CODE, name);
            bson.string(code);
            return;
        }
        if (!json.currentName().equals("$scope")) {
            throw unexpected("the end of the object or $scope");
        }
        expect(JsonToken.START_OBJECT);
        bson.element(ElementType.CODE_WITH_SCOPE, name);
        int start = bson.beginSized();
        bson.string(code);
        scopes.readScope(depth);
        bson.endSized(start);
        expect(JsonToken.END_OBJECT);
    }

    private void dbPointer(String name) throws IOException, ExtendedJsonFormatException {
        expect(JsonToken.START_OBJECT);
        String namespace = "";
        byte[] id = {};
        expect(JsonToken.FIELD_NAME);
        if (json.currentName().equals("$ref")) {
            namespace = string();
            expectName("$id");
            id = wrappedObjectId();
        } else if (json.currentName().equals("$id")) {
            id = wrappedObjectId();
            expectName("$ref");
            namespace = string();
        } else {
            throw unexpected("$ref and $id");
        }
        expect(JsonToken.END_OBJECT);
        bson.element(ElementType.DB_POINTER, name);
        bson.string(namespace);
        bson.bytes(id);
    }

    private byte[] wrappedObjectId() throws IOException, ExtendedJsonFormatException {
        expect(JsonToken.START_OBJECT);
        expectName("$oid");
        byte[] id = objectId();
        expect(JsonToken.END_OBJECT);
        return id;
    }

    private void one() throws IOException, ExtendedJsonFormatException {
        expect(JsonToken.VALUE_NUMBER_INT);
        if (!json.getText().equals("1")) {
            throw unexpected("1");
        }
    }

    /** The texts of an object's two members. */
    private record Pair(String first, String second) {}

    /** Reads an object that has exactly these two members, in either order. */
    private Pair pair(JsonToken type, String first, String second) throws IOException, ExtendedJsonFormatException {
        expect(JsonToken.START_OBJECT);
        @Nullable String firstText = null;
        @Nullable String secondText = null;
        for (int i = 0; i < 2; i++) {
            expect(JsonToken.FIELD_NAME);
            String name = json.currentName();
            if (name.equals(first) && firstText == null) {
                expect(type);
                firstText = json.getText();
            } else if (name.equals(second) && secondText == null) {
                expect(type);
                secondText = json.getText();
            } else {
                throw unexpected(first + " and " + second);
            }
        }
        expect(JsonToken.END_OBJECT);
        return new Pair(Objects.requireNonNull(firstText), Objects.requireNonNull(secondText));
    }

    private byte[] hex(Pattern form, String what) throws IOException, ExtendedJsonFormatException {
        String text = string();
        if (!form.matcher(text).matches()) {
            throw new ExtendedJsonFormatException("expected " + what + ", found " + Excerpt.of(text));
        }
        return HexFormat.of().parseHex(text.replace("-", ""));
    }

    private static long integer(String text, long min, long max) throws ExtendedJsonFormatException {
        if (INTEGER.matcher(text).matches()) {
            try {
                long value = Long.parseLong(text);
                if (value >= min && value <= max) {
                    return value;
                }
            } catch (NumberFormatException e) {
                throw notBetween(text, min, max);
            }
        }
        throw notBetween(text, min, max);
    }

    private static ExtendedJsonFormatException notBetween(String text, long min, long max) {
        return new ExtendedJsonFormatException(
                "expected an integer from " + min + " to " + max + ", found " + Excerpt.of(text));
    }

    private String string() throws IOException, ExtendedJsonFormatException {
        expect(JsonToken.VALUE_STRING);
        return json.getText();
    }

    private void expectName(String name) throws IOException, ExtendedJsonFormatException {
        expect(JsonToken.FIELD_NAME);
        if (!json.currentName().equals(name)) {
            throw unexpected(name);
        }
    }

    private void expect(JsonToken token) throws IOException, ExtendedJsonFormatException {
        if (json.nextToken() != token) {
            throw unexpected(ExtendedJsonReader.describe(token));
        }
    }

    private ExtendedJsonFormatException unexpected(String expected) throws IOException {
        return ExtendedJsonReader.unexpected(json, expected);
    }
}
