package io.snapferry.json;

import io.snapferry.bson.BsonFormatException;
import io.snapferry.bson.DocumentLength;
import io.snapferry.bson.DocumentValidator;
import io.snapferry.bson.ElementType;
import io.snapferry.bson.StrictUtf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Walks the bytes of a document once and appends its text as it goes. Nothing is allocated: no string, no value, no model of
 * the document. The plain version of the same is the test's {@code LibraryTranscoder}.
 *
 * <p>Three rules keep it safe and short:
 * <ul>
 *   <li>Every length is checked against the document around it before it is used, with the conditions of
 *       {@link DocumentValidator} and in their order; but only whether they hold. For a document that breaks one, the
 *       validator is asked for the position and the reason.
 *   <li>The output has room for one step ({@link #STEP_BYTES}) wherever a step begins; no step writes more. Steps are an
 *       element without its text, eight bytes of a string, some bytes of a binary.
 *   <li>Methods take the index to write at and return the next one; what they read up to stands in {@link #position}.
 * </ul>
 */
final class BytesTranscoder implements Transcoder {
    /** The longest step: a binary's, and what may be closed behind it without an element in between. */
    private static final int STEP_BYTES = 4096 + 4 * DocumentValidator.MAX_NESTING;

    /** A multiple of three, so that the text of the steps is one text. */
    private static final int BINARY_STEP_BYTES = 2700;

    private static final int TWO_WORDS = 2 * Long.BYTES;

    private static final int INT32_BYTES = 4;
    private static final int INT64_BYTES = 8;
    private static final int DECIMAL128_BYTES = 16;
    private static final int OBJECT_ID_BYTES = 12;
    private static final int MIN_CODE_WITH_SCOPE_BYTES = INT32_BYTES + (INT32_BYTES + 1) + DocumentLength.MIN_BYTES;
    private static final byte OLD_BINARY_SUBTYPE = 0x02;
    private static final byte[] NOTHING = {};

    private static final FixedText NUMBER_INT = FixedText.of("{\"$numberInt\":\"");
    private static final FixedText NUMBER_LONG = FixedText.of("{\"$numberLong\":\"");
    private static final FixedText NUMBER_DOUBLE = FixedText.of("{\"$numberDouble\":\"");
    private static final FixedText NUMBER_DECIMAL = FixedText.of("{\"$numberDecimal\":\"");
    private static final FixedText OBJECT_ID = FixedText.of("{\"$oid\":\"");
    private static final FixedText DATE_NUMBER = FixedText.of("{\"$date\":{\"$numberLong\":\"");
    private static final FixedText DATE = FixedText.of("{\"$date\":\"");
    private static final FixedText BINARY = FixedText.of("{\"$binary\":{\"base64\":\"");
    private static final FixedText SUBTYPE = FixedText.of("\",\"subType\":\"");
    private static final FixedText REGULAR_EXPRESSION = FixedText.of("{\"$regularExpression\":");
    private static final FixedText PATTERN = FixedText.of("{\"pattern\":\"");
    private static final FixedText OPTIONS = FixedText.of("\",\"options\":\"");
    private static final FixedText TIMESTAMP = FixedText.of("{\"$timestamp\":{\"t\":");
    private static final FixedText INCREMENT = FixedText.of(",\"i\":");
    private static final FixedText DB_POINTER = FixedText.of("{\"$dbPointer\":{\"$ref\":\"");
    private static final FixedText DB_POINTER_ID = FixedText.of("\",\"$id\":{\"$oid\":\"");
    private static final FixedText CODE = FixedText.of("{\"$code\":\"");
    private static final FixedText SCOPE = FixedText.of("\",\"$scope\":");
    private static final FixedText SYMBOL = FixedText.of("{\"$symbol\":\"");
    private static final FixedText UNDEFINED = FixedText.of("{\"$undefined\":true}");
    private static final FixedText MIN_KEY = FixedText.of("{\"$minKey\":1}");
    private static final FixedText MAX_KEY = FixedText.of("{\"$maxKey\":1}");
    private static final FixedText NULL = FixedText.of("null");
    private static final FixedText TRUE = FixedText.of("true");
    private static final FixedText FALSE = FixedText.of("false");
    private static final FixedText END_ONE = FixedText.of("\"}");
    private static final FixedText END_TWO = FixedText.of("\"}}");
    private static final FixedText END_THREE = FixedText.of("\"}}}");
    private static final FixedText END_NAME = FixedText.of("\":");

    private final boolean isRelaxed;
    private final DoubleText doubles = new DoubleText();

    private byte[] in = NOTHING;
    private int position;

    private OutputBuffer buffer = new OutputBuffer(1);
    private byte[] out = NOTHING;
    /** The last index at which the output has room for a step. */
    private int lastRoomy;

    BytesTranscoder(JsonMode mode) {
        this.isRelaxed = mode == JsonMode.RELAXED;
    }

    /** Says that a condition of the format does not hold; which one, the validator tells. */
    private static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed() {
            super("malformed", null, false, false);
        }
    }

    @Override
    public void transcode(byte[] bson, int offset, int length, OutputBuffer target) throws BsonFormatException {
        Objects.checkFromIndexSize(offset, length, bson.length);
        int sizeBefore = target.size();
        in = bson;
        buffer = target;
        out = target.array();
        lastRoomy = out.length - STEP_BYTES;
        try {
            check(length >= DocumentLength.MIN_BYTES && length <= DocumentLength.MAX_BYTES);
            check(Words.int32(bson, offset) == length);
            int begin = roomy(sizeBefore);
            buffer.advanceTo(document(offset, offset + length, 1, begin));
        } catch (Malformed e) {
            target.truncate(Math.min(sizeBefore, target.size()));
            DocumentValidator.validate(bson, offset, length);
            throw new IllegalStateException("a well-formed document of " + length + " bytes was refused", e);
        } finally {
            in = NOTHING;
            out = NOTHING;
        }
    }

    /**
     * @param start of a length field that is known to be right
     * @param end index behind the document's terminator
     */
    private int document(int start, int end, int depth, int at) {
        int terminator = end - 1;
        check(in[terminator] == 0);
        byte separator = '{';
        int index = at;
        int element = start + DocumentLength.SIZE_BYTES;
        while (element < terminator) {
            index = roomy(index);
            out[index] = separator;
            out[index + 1] = '"';
            separator = ',';
            index = name(element + 1, index + 2);
            check(position <= terminator);
            index = append(END_NAME, index);
            index = value(in[element], position, terminator, depth, index);
            element = position;
        }
        if (separator == '{') {
            out[index++] = '{';
        }
        out[index] = '}';
        position = end;
        return index + 1;
    }

    /** As {@link #document}; the names of an array's elements are checked and left out. */
    private int array(int start, int end, int depth, int at) {
        int terminator = end - 1;
        check(in[terminator] == 0);
        byte separator = '[';
        int index = at;
        int element = start + DocumentLength.SIZE_BYTES;
        while (element < terminator) {
            index = roomy(index);
            out[index++] = separator;
            separator = ',';
            int value = skipName(element + 1);
            check(value <= terminator);
            index = value(in[element], value, terminator, depth, index);
            element = position;
        }
        if (separator == '[') {
            out[index++] = '[';
        }
        out[index] = ']';
        position = end;
        return index + 1;
    }

    /** @return the index behind the zero byte; there is one, at the latest that of the document */
    private int skipName(int from) {
        int index = from;
        int bits = 0;
        byte unit;
        do {
            unit = in[index++];
            bits |= unit;
        } while (unit != 0);
        check(bits >= 0 || StrictUtf8.firstInvalid(in, from, index - 1) == StrictUtf8.ALL_VALID);
        return index;
    }

    /** @param limit index that no value may reach: that of the terminator of the document around it */
    private int value(byte type, int from, int limit, int depth, int at) {
        return switch (type) {
            case ElementType.Code.STRING -> stringValue(from, limit, at);
            case ElementType.Code.INT32 -> int32(from, limit, at);
            case ElementType.Code.INT64 -> int64(from, limit, at);
            case ElementType.Code.DOUBLE -> real(from, limit, at);
            case ElementType.Code.OBJECT_ID -> append(END_ONE, objectId(from, limit, append(OBJECT_ID, at)));
            case ElementType.Code.DATE_TIME -> date(from, limit, at);
            case ElementType.Code.DOCUMENT -> document(from, checkedDocument(from, limit, depth), depth + 1, at);
            case ElementType.Code.ARRAY -> array(from, checkedDocument(from, limit, depth), depth + 1, at);
            case ElementType.Code.BOOLEAN -> bool(from, limit, at);
            case ElementType.Code.NULL -> single(NULL, from, at);
            default -> rareValue(type, from, limit, depth, at);
        };
    }

    /** Apart from the others, so that what the virtual machine compiles for those stays small. */
    private int rareValue(byte type, int from, int limit, int depth, int at) {
        return switch (type) {
            case ElementType.Code.BINARY -> binary(from, limit, at);
            case ElementType.Code.TIMESTAMP -> timestamp(from, limit, at);
            case ElementType.Code.DECIMAL128 -> decimal128(from, limit, at);
            case ElementType.Code.REGULAR_EXPRESSION -> regularExpression(from, limit, at);
            case ElementType.Code.DB_POINTER -> dbPointer(from, limit, at);
            case ElementType.Code.CODE -> wrappedString(CODE, from, limit, at);
            case ElementType.Code.SYMBOL -> wrappedString(SYMBOL, from, limit, at);
            case ElementType.Code.CODE_WITH_SCOPE -> codeWithScope(from, limit, depth, at);
            case ElementType.Code.UNDEFINED -> single(UNDEFINED, from, at);
            case ElementType.Code.MIN_KEY -> single(MIN_KEY, from, at);
            case ElementType.Code.MAX_KEY -> single(MAX_KEY, from, at);
            default -> throw new Malformed();
        };
    }

    private int stringValue(int from, int limit, int at) {
        int end = checkedString(from, limit);
        out[at] = '"';
        int quote = string(from + INT32_BYTES, end, at + 1);
        out[quote] = '"';
        return quote + 1;
    }

    private int wrappedString(FixedText start, int from, int limit, int at) {
        int end = checkedString(from, limit);
        return append(END_ONE, string(from + INT32_BYTES, end, append(start, at)));
    }

    /** A value that its type says all of. */
    private int single(FixedText text, int from, int at) {
        position = from;
        return append(text, at);
    }

    private int bool(int from, int limit, int at) {
        takeFixed(1, from, limit);
        check((in[from] & ~1) == 0);
        return append(in[from] == 0 ? FALSE : TRUE, at);
    }

    private int decimal128(int from, int limit, int at) {
        takeFixed(DECIMAL128_BYTES, from, limit);
        long low = Words.int64(in, from);
        long high = Words.int64(in, from + INT64_BYTES);
        return append(END_ONE, DecimalText.write(high, low, out, append(NUMBER_DECIMAL, at)));
    }

    private int int32(int from, int limit, int at) {
        takeFixed(INT32_BYTES, from, limit);
        int value = Words.int32(in, from);
        if (isRelaxed) {
            return IntegerText.write(value, out, at);
        }
        return append(END_ONE, IntegerText.write(value, out, append(NUMBER_INT, at)));
    }

    private int int64(int from, int limit, int at) {
        takeFixed(INT64_BYTES, from, limit);
        long value = Words.int64(in, from);
        if (isRelaxed) {
            return IntegerText.write(value, out, at);
        }
        return append(END_ONE, IntegerText.write(value, out, append(NUMBER_LONG, at)));
    }

    private int real(int from, int limit, int at) {
        takeFixed(INT64_BYTES, from, limit);
        double value = Double.longBitsToDouble(Words.int64(in, from));
        if (isRelaxed && Double.isFinite(value)) {
            return doubles.write(value, out, at);
        }
        return append(END_ONE, doubles.write(value, out, append(NUMBER_DOUBLE, at)));
    }

    private int date(int from, int limit, int at) {
        takeFixed(INT64_BYTES, from, limit);
        long millis = Words.int64(in, from);
        if (isRelaxed && millis >= 0 && millis <= DateText.MAX_MILLIS) {
            return append(END_ONE, DateText.write(millis, out, append(DATE, at)));
        }
        return append(END_TWO, IntegerText.write(millis, out, append(DATE_NUMBER, at)));
    }

    private int timestamp(int from, int limit, int at) {
        takeFixed(INT64_BYTES, from, limit);
        long increment = Integer.toUnsignedLong(Words.int32(in, from));
        long seconds = Integer.toUnsignedLong(Words.int32(in, from + INT32_BYTES));
        int index = IntegerText.writeUnsigned(seconds, out, append(TIMESTAMP, at));
        index = IntegerText.writeUnsigned(increment, out, append(INCREMENT, index));
        out[index] = '}';
        out[index + 1] = '}';
        return index + 2;
    }

    private int objectId(int from, int limit, int at) {
        takeFixed(OBJECT_ID_BYTES, from, limit);
        int index = BytesText.writeHex(Words.int32(in, from), out, at);
        index = BytesText.writeHex(Words.int32(in, from + INT32_BYTES), out, index);
        return BytesText.writeHex(Words.int32(in, from + 2 * INT32_BYTES), out, index);
    }

    private int binary(int from, int limit, int at) {
        // The subtype lies between the length and what it counts.
        int end = checkedEnd(from, 0, INT32_BYTES + 1, limit);
        int content = from + INT32_BYTES + 1;
        byte subtype = in[content - 1];
        if (subtype == OLD_BINARY_SUBTYPE) {
            check(end - content >= INT32_BYTES);
            check(Words.int32(in, content) == end - content - INT32_BYTES);
            content += INT32_BYTES;
        }
        int index = append(BINARY, at);
        while (end - content > BINARY_STEP_BYTES) {
            index = roomy(BytesText.writeBase64(in, content, content + BINARY_STEP_BYTES, out, index));
            content += BINARY_STEP_BYTES;
        }
        index = BytesText.writeBase64(in, content, end, out, index);
        position = end;
        return append(END_TWO, BytesText.writeUpperHex(subtype, out, append(SUBTYPE, index)));
    }

    private int regularExpression(int from, int limit, int at) {
        int index = cstring(from, append(PATTERN, append(REGULAR_EXPRESSION, at)));
        check(position <= limit);
        index = append(OPTIONS, roomy(index));
        int options = position;
        int end = skipName(options);
        check(end <= limit);
        if (isSorted(options, end - 1)) {
            index = cstring(options, index);
        } else {
            index = sortedOptions(options, end, index);
        }
        position = end;
        return append(END_TWO, index);
    }

    private boolean isSorted(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (in[i - 1] > in[i] || in[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * The driver sorts the options by UTF-16 unit. MongoDB writes them sorted; this is for what does not, so it may allocate.
     */
    private int sortedOptions(int from, int end, int at) {
        char[] units = new String(in, from, end - 1 - from, StandardCharsets.UTF_8).toCharArray();
        Arrays.sort(units);
        int index = at;
        for (char unit : units) {
            index = roomy(index);
            index = EscapedText.writeUnit(unit, out, index);
        }
        return index;
    }

    private int dbPointer(int from, int limit, int at) {
        int end = checkedString(from, limit);
        int index = string(from + INT32_BYTES, end, append(DB_POINTER, at));
        return append(END_THREE, objectId(end + 1, limit, append(DB_POINTER_ID, index)));
    }

    private int codeWithScope(int from, int limit, int depth, int at) {
        int end = checkedEnd(from, MIN_CODE_WITH_SCOPE_BYTES, 0, limit);
        int code = from + INT32_BYTES;
        int codeEnd = checkedString(code, end);
        int index = string(code + INT32_BYTES, codeEnd, append(CODE, at));
        index = append(SCOPE, roomy(index));
        int scope = codeEnd + 1;
        int scopeEnd = checkedDocument(scope, end, depth);
        check(scopeEnd == end);
        index = document(scope, end, depth + 1, index);
        out[index] = '}';
        return index + 1;
    }

    private void takeFixed(int sizeBytes, int from, int limit) {
        check(limit - from >= sizeBytes);
        position = from + sizeBytes;
    }

    /**
     * Reads a length and gives the index behind what it counts.
     *
     * @param uncounted bytes from the length field's first that the length does not count
     */
    private int checkedEnd(int from, int min, int uncounted, int limit) {
        check(limit - from >= INT32_BYTES);
        int length = Words.int32(in, from);
        check(length >= min && (long) from + uncounted + length <= limit);
        return from + uncounted + length;
    }

    private int checkedDocument(int from, int limit, int depth) {
        check(depth < DocumentValidator.MAX_NESTING);
        return checkedEnd(from, DocumentLength.MIN_BYTES, 0, limit);
    }

    /** @return the index of the zero byte that ends the string */
    private int checkedString(int from, int limit) {
        int end = checkedEnd(from, 1, INT32_BYTES, limit) - 1;
        check(in[end] == 0);
        return end;
    }

    /** As {@link #cstring}, for what is mostly plain and shorter than two words. */
    private int name(int from, int at) {
        int source = from;
        int index = at;
        if (source > in.length - TWO_WORDS) {
            return cstring(source, index);
        }
        long word = Words.int64(in, source);
        long special = EscapedText.specialBytes(word);
        Words.setInt64(out, index, word);
        if (special == 0) {
            source += Long.BYTES;
            index += Long.BYTES;
            word = Words.int64(in, source);
            special = EscapedText.specialBytes(word);
            Words.setInt64(out, index, word);
        }
        int plainBits = Long.numberOfTrailingZeros(special) & -Byte.SIZE;
        if (special == 0 || (byte) (word >>> plainBits) != 0) {
            return cstring(source, index);
        }
        position = source + (plainBits >> 3) + 1;
        return index + (plainBits >> 3);
    }

    /** Appends the text up to the first zero byte; {@link #position} is behind that. */
    private int cstring(int from, int at) {
        return string(from, from, at);
    }

    /**
     * Appends a string's text, eight bytes at a time while none of them needs an escape.
     *
     * @param end the text ends with the first zero byte from this index on; there is one. {@link #position} is behind it
     */
    private int string(int from, int end, int at) {
        byte[] bytes = in;
        int last = bytes.length - TWO_WORDS;
        int source = from;
        int index = at;
        while (source <= last) {
            if (index > lastRoomy) {
                index = makeRoom(index);
            }
            long word = Words.int64(bytes, source);
            long next = Words.int64(bytes, source + Long.BYTES);
            Words.setInt64(out, index, word);
            Words.setInt64(out, index + Long.BYTES, next);
            if (EscapedText.specialBytes(word, next) == 0) {
                source += TWO_WORDS;
                index += TWO_WORDS;
                continue;
            }
            int plain = EscapedText.plainBytes(word, next);
            source += plain;
            index += plain;
            byte unit = bytes[source];
            if (unit < 0) {
                index = aboveAscii(source, index);
                source = position;
            } else {
                if (unit == 0 && source >= end) {
                    position = source + 1;
                    return index;
                }
                index = EscapedText.writeAscii(unit, out, index);
                source++;
            }
        }
        return lastBytesOfString(source, end, roomy(index));
    }

    /** As {@link #string}, where the array has not so many bytes more. */
    private int lastBytesOfString(int from, int end, int at) {
        int source = from;
        int index = at;
        while (in[source] != 0 || source < end) {
            byte unit = in[source];
            if (unit < 0) {
                index = roomy(aboveAscii(source, index));
                source = position;
            } else if (EscapedText.isSpecial(unit)) {
                index = EscapedText.writeAscii(unit, out, index);
                source++;
            } else {
                out[index++] = unit;
                source++;
            }
        }
        position = source + 1;
        return index;
    }

    /** Appends a character that is not ASCII, and those right behind it. */
    private int aboveAscii(int from, int at) {
        int source = from;
        int index = at;
        do {
            index = roomy(index);
            int lead = in[source];
            if (lead < EscapedText.FIRST_LEAD_OF_THREE && isContinuation(in[source + 1])) {
                check(lead >= EscapedText.FIRST_LEAD_OF_TWO);
                index = EscapedText.writeTwoBytes(in, source, out, index);
                source += 2;
                continue;
            }
            // A zero byte continues no sequence, so none reaches over the end of its string.
            int size = StrictUtf8.sequenceSize(in, source, in.length);
            check(size != 0);
            index = EscapedText.writeSequence(in, source, size, out, index);
            source += size;
        } while (in[source] < 0);
        position = source;
        return index;
    }

    private static boolean isContinuation(byte unit) {
        return (unit & 0xC0) == 0x80;
    }

    /** Takes the output only when all arguments are there: making one of them may have replaced it. */
    private int append(FixedText text, int at) {
        return text.write(out, at);
    }

    private int roomy(int at) {
        return at <= lastRoomy ? at : makeRoom(at);
    }

    private int makeRoom(int at) {
        buffer.advanceTo(at);
        buffer.ensureRoom(STEP_BYTES);
        out = buffer.array();
        lastRoomy = out.length - STEP_BYTES;
        return buffer.size();
    }

    private static void check(boolean condition) {
        if (!condition) {
            throw new Malformed();
        }
    }
}
