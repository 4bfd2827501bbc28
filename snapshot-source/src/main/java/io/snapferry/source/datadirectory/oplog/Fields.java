package io.snapferry.source.datadirectory.oplog;

import static io.snapferry.source.datadirectory.oplog.UnappliableException.verify;

import io.snapferry.bson.ElementType.Code;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes one level of a document apart and puts it together. Every length is checked; the values inside are not. */
final class Fields {
    /** More than the server takes (16 MiB and what it needs for itself), so that nothing real is refused. */
    static final int MAX_DOCUMENT_BYTES = 48 << 20;

    /** About as many fields as a document of 16 MiB can hold when each has another name. */
    private static final int MAX_FIELDS = 2 << 20;

    private static final int MAX_SHOWN = 120;
    private static final int LENGTH_BYTES = 4;
    private static final int MIN_DOCUMENT_BYTES = 5;
    private static final int OBJECT_ID_BYTES = 12;

    private Fields() {}

    /** @throws UnappliableException when the bytes are no document */
    static List<Field> of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** @throws UnappliableException when the bytes are no document */
    static List<Field> of(byte[] bytes, int offset, int length) {
        int last = requireDocument(bytes, offset, length);
        List<Field> fields = new ArrayList<>();
        int at = offset + LENGTH_BYTES;
        while (at < last) {
            Field field = fieldAt(bytes, at, last);
            fields.add(field);
            verify(fields.size() <= MAX_FIELDS, "a document of more than " + MAX_FIELDS + " fields");
            at = field.to();
        }
        return fields;
    }

    /** The first of a name, without looking at what is behind it. */
    static Optional<Field> find(byte[] bytes, int offset, int length, String name) {
        int last = requireDocument(bytes, offset, length);
        int at = offset + LENGTH_BYTES;
        while (at < last) {
            Field field = fieldAt(bytes, at, last);
            if (field.name().equals(name)) {
                return Optional.of(field);
            }
            at = field.to();
        }
        return Optional.empty();
    }

    private static int requireDocument(byte[] bytes, int offset, int length) {
        verify(length >= MIN_DOCUMENT_BYTES, "a value of %d bytes is no document", length, 0);
        int declared = int32(bytes, offset);
        verify(declared == length, "document length %d in a value of %d bytes", declared, length);
        int last = offset + length - 1;
        verify(bytes[last] == 0, "a document ends without a zero byte");
        return last;
    }

    private static Field fieldAt(byte[] bytes, int at, int last) {
        byte type = bytes[at];
        int nameEnd = endOfCString(bytes, at + 1, last);
        int value = nameEnd + 1;
        int end = endOfValue(type, bytes, value, last);
        return new Field(
                new String(bytes, at + 1, nameEnd - at - 1, StandardCharsets.ISO_8859_1), type, bytes, value, end);
    }

    static byte[] write(List<Field> fields) {
        long size = MIN_DOCUMENT_BYTES;
        for (Field field : fields) {
            size += 2L + field.name().length() + field.length();
        }
        verify(size <= MAX_DOCUMENT_BYTES, "the document would have " + size + " bytes, more than a document may have");
        ByteBuffer written =
                ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN).putInt((int) size);
        for (Field field : fields) {
            written.put(field.type())
                    .put(field.name().getBytes(StandardCharsets.ISO_8859_1))
                    .put((byte) 0)
                    .put(field.bytes(), field.from(), field.length());
        }
        return written.put((byte) 0).array();
    }

    /** The first of a name. */
    static Optional<Field> find(List<Field> fields, String name) {
        for (Field field : fields) {
            if (field.name().equals(name)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /** From a name as {@link Field} has it to one for people, who need not see all of a long one. */
    static String text(String name) {
        String text = new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }

    private static int endOfCString(byte[] bytes, int from, int limit) {
        int at = from;
        while (at < limit && bytes[at] != 0) {
            at++;
        }
        verify(at < limit, "a name has no end in its document");
        return at;
    }

    private static int endOfValue(byte type, byte[] bytes, int from, int limit) {
        long size = switch (type) {
            case Code.NULL, Code.UNDEFINED, Code.MIN_KEY, Code.MAX_KEY -> 0;
            case Code.BOOLEAN -> 1;
            case Code.INT32 -> Integer.BYTES;
            case Code.DOUBLE, Code.INT64, Code.DATE_TIME, Code.TIMESTAMP -> Long.BYTES;
            case Code.DECIMAL128 -> 2 * Long.BYTES;
            case Code.OBJECT_ID -> OBJECT_ID_BYTES;
            case Code.STRING, Code.CODE, Code.SYMBOL -> LENGTH_BYTES + stored(bytes, from, limit, 1);
            case Code.BINARY -> LENGTH_BYTES + 1 + stored(bytes, from, limit, 0);
            case Code.DB_POINTER -> LENGTH_BYTES + stored(bytes, from, limit, 1) + OBJECT_ID_BYTES;
            case Code.DOCUMENT, Code.ARRAY, Code.CODE_WITH_SCOPE -> stored(bytes, from, limit, MIN_DOCUMENT_BYTES);
            case Code.REGULAR_EXPRESSION ->
                endOfCString(bytes, endOfCString(bytes, from, limit) + 1, limit) + 1L - from;
            default -> throw new UnappliableException("unknown element type 0x%02x".formatted(type & 0xff));
        };
        verify(size <= limit - from, "a value of %d bytes has %d left in its document", size, limit - from);
        return (int) (from + size);
    }

    private static long stored(byte[] bytes, int from, int limit, int min) {
        verify(limit - from >= LENGTH_BYTES, "a document ends inside of a length");
        int length = int32(bytes, from);
        verify(length >= min, "length %d is below the minimum of %d", length, min);
        return length;
    }

    private static int int32(byte[] bytes, int offset) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(offset);
    }
}
