package io.snapferry.bson;

import java.util.Objects;

/**
 * Whether a range of bytes is exactly one well-formed BSON document: every length, type code, string, terminator and
 * nested document is checked, and nothing outside the range is read. What passes can be walked without further checks.
 *
 * <pre>
 * document  = length element* 0x00          length: int32, counts itself and the zero byte
 * element   = type name value               name: cstring; the names of an array's elements are free
 * string    = length utf8 0x00              length: int32, counts the zero byte; the text may hold zero bytes
 * cstring   = utf8 0x00                     the text holds no zero byte
 * </pre>
 *
 * <p>The values of each type are listed in docs/formats/bson.md. Stateless, so safe for any number of threads.
 */
public final class DocumentValidator {
    /**
     * How many documents and arrays may lie inside each other, the outermost included. MongoDB stops at 200 by default and
     * at 250 when told to allow more (its {@code maxBSONDepth} parameter), so no stored document comes near. Bounds the
     * stack of everything that walks documents by recursion.
     */
    public static final int MAX_NESTING = 256;

    private static final int INT32_BYTES = 4;
    private static final int INT64_BYTES = 8;
    private static final int DECIMAL128_BYTES = 16;
    private static final int OBJECT_ID_BYTES = 12;

    /** An empty code string (its length and its zero byte) and an empty scope, after the total length. */
    private static final int MIN_CODE_WITH_SCOPE_BYTES = INT32_BYTES + (INT32_BYTES + 1) + DocumentLength.MIN_BYTES;

    /** The subtype whose content begins with a second length; readers that forget it give four bytes too many. */
    private static final byte OLD_BINARY_SUBTYPE = 0x02;

    private final byte[] bytes;
    private final int origin;

    private DocumentValidator(byte[] bytes, int origin) {
        this.bytes = bytes;
        this.origin = origin;
    }

    /**
     * Returns when the range is one document, and only then.
     *
     * @param offset of the document's first byte
     * @param length of the document in bytes; must be the length that the document itself states
     * @throws BsonFormatException at the first defect; its position counts from {@code offset}
     * @throws IndexOutOfBoundsException when the range is not inside the array, which is the caller's mistake
     */
    public static void validate(byte[] bytes, int offset, int length) throws BsonFormatException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length < DocumentLength.SIZE_BYTES) {
            throw new BsonFormatException(length, "expected a document length of 4 bytes, found the end of the data");
        }
        int stated = DocumentLength.read(bytes, offset);
        if (stated != length) {
            throw new BsonFormatException(
                    0, "document length " + stated + " differs from the " + length + " bytes given");
        }
        new DocumentValidator(bytes, offset).body(offset, offset + length, 1);
    }

    /**
     * Checks a document whose length field is known to be right.
     *
     * @param start of its length field
     * @param end index after its terminator
     */
    private void body(int start, int end, int depth) throws BsonFormatException {
        int terminator = end - 1;
        verify(bytes[terminator] == 0, terminator, "expected the zero byte that ends a document");
        int position = start + DocumentLength.SIZE_BYTES;
        while (position < terminator) {
            ElementType type = ElementType.fromCode(bytes[position], position - (long) origin);
            int value = cstring(position + 1, terminator);
            position = value(type, value, terminator, depth);
        }
    }

    /**
     * Checks one value.
     *
     * @param limit index that no value may reach: that of the terminator of the document around it
     * @return the index after the value, at most {@code limit}
     */
    private int value(ElementType type, int position, int limit, int depth) throws BsonFormatException {
        return switch (type) {
            case UNDEFINED, NULL, MIN_KEY, MAX_KEY -> position;
            case BOOLEAN -> bool(position, limit);
            case INT32 -> fixed(INT32_BYTES, position, limit);
            case DOUBLE, DATE_TIME, TIMESTAMP, INT64 -> fixed(INT64_BYTES, position, limit);
            case DECIMAL128 -> fixed(DECIMAL128_BYTES, position, limit);
            case OBJECT_ID -> fixed(OBJECT_ID_BYTES, position, limit);
            case STRING, CODE, SYMBOL -> string(position, limit);
            case DB_POINTER -> fixed(OBJECT_ID_BYTES, string(position, limit), limit);
            case REGULAR_EXPRESSION -> cstring(cstring(position, limit), limit);
            case BINARY -> binary(position, limit);
            case DOCUMENT, ARRAY -> nested(position, limit, depth);
            case CODE_WITH_SCOPE -> codeWithScope(position, limit, depth);
        };
    }

    private int nested(int position, int limit, int depth) throws BsonFormatException {
        verify(depth < MAX_NESTING, position, "documents are nested more than " + MAX_NESTING + " deep");
        int end = sized(position, DocumentLength.MIN_BYTES, 0, limit, "document");
        body(position, end, depth + 1);
        return end;
    }

    private int codeWithScope(int position, int limit, int depth) throws BsonFormatException {
        int end = sized(position, MIN_CODE_WITH_SCOPE_BYTES, 0, limit, "code with scope");
        int scope = string(position + INT32_BYTES, end);
        int scopeEnd = nested(scope, end, depth);
        if (scopeEnd != end) {
            throw failure(scopeEnd, "expected the end of a code with scope, found " + (end - scopeEnd) + " more bytes");
        }
        return end;
    }

    private int binary(int position, int limit) throws BsonFormatException {
        // The subtype lies between the length and what it counts.
        int end = sized(position, 0, INT32_BYTES + 1, limit, "binary");
        int content = position + INT32_BYTES + 1;
        if (bytes[content - 1] == OLD_BINARY_SUBTYPE) {
            verify(end - content >= INT32_BYTES, content, "binary of subtype 2 has no room for its inner length");
            int inner = LittleEndian.int32(bytes, content);
            int expected = end - content - INT32_BYTES;
            if (inner != expected) {
                throw failure(
                        content, "inner binary length " + inner + " differs from the " + expected + " bytes there");
            }
        }
        return end;
    }

    private int string(int position, int limit) throws BsonFormatException {
        int end = sized(position, 1, INT32_BYTES, limit, "string");
        verify(bytes[end - 1] == 0, end - 1, "expected the zero byte that ends a string");
        utf8(position + INT32_BYTES, end - 1);
        return end;
    }

    private int cstring(int position, int limit) throws BsonFormatException {
        int end = position;
        while (end < limit && bytes[end] != 0) {
            end++;
        }
        verify(end < limit, position, "expected a zero byte that ends this name or pattern before its document ends");
        utf8(position, end);
        return end + 1;
    }

    private int bool(int position, int limit) throws BsonFormatException {
        int end = fixed(1, position, limit);
        if (bytes[position] != 0 && bytes[position] != 1) {
            throw failure(position, "expected a boolean of 0 or 1, found " + Byte.toUnsignedInt(bytes[position]));
        }
        return end;
    }

    private int fixed(int sizeBytes, int position, int limit) throws BsonFormatException {
        if (limit - position < sizeBytes) {
            throw failure(
                    position,
                    "expected a value of " + sizeBytes + " bytes, found " + (limit - position)
                            + " before its document ends");
        }
        return position + sizeBytes;
    }

    /**
     * Reads a length and gives the index after what it counts.
     *
     * @param uncounted bytes from the length field's first that the length does not count
     */
    private int sized(int position, int min, int uncounted, int limit, String what) throws BsonFormatException {
        fixed(INT32_BYTES, position, limit);
        int length = LittleEndian.int32(bytes, position);
        if (length < min) {
            throw failure(position, what + " length " + length + " is below the minimum of " + min);
        }
        long end = (long) position + uncounted + length;
        if (end > limit) {
            throw failure(
                    position, what + " length " + length + " passes its document's end by " + (end - limit) + " bytes");
        }
        return (int) end;
    }

    private void utf8(int from, int to) throws BsonFormatException {
        int invalid = StrictUtf8.firstInvalid(bytes, from, to);
        if (invalid != StrictUtf8.ALL_VALID) {
            throw failure(
                    invalid,
                    String.format("expected UTF-8, found the byte 0x%02X", Byte.toUnsignedInt(bytes[invalid])));
        }
    }

    private void verify(boolean condition, int position, String reason) throws BsonFormatException {
        if (!condition) {
            throw failure(position, reason);
        }
    }

    private BsonFormatException failure(int position, String reason) {
        return new BsonFormatException(position - (long) origin, reason);
    }
}
