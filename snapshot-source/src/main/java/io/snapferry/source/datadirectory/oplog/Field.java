package io.snapferry.source.datadirectory.oplog;

import io.snapferry.bson.ElementType.Code;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A field of a document, as the bytes it is made of, so that what is not changed stays as it is to the last bit. Immutable,
 * as long as nobody changes the bytes.
 */
final class Field {
    private static final byte[] NOTHING = new byte[0];
    private static final int LENGTH_BYTES = 4;

    private final String name;
    private final byte type;
    private final byte[] bytes;
    private final int from;
    private final int to;

    /**
     * @param name each character is one byte of the name, so that names compare as their bytes do
     * @param type as in {@link Code}
     * @param bytes in which the value lies; nobody may change them
     * @param from index of the value's first byte
     * @param to index behind its last byte
     */
    Field(String name, byte type, byte[] bytes, int from, int to) {
        this.name = name;
        this.type = type;
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    /** A null. */
    static Field nullNamed(String name) {
        return new Field(name, Code.NULL, NOTHING, 0, 0);
    }

    /** A document or array from its parts. */
    static Field of(String name, byte type, List<Field> fields) {
        byte[] written = Fields.write(fields);
        return new Field(name, type, written, 0, written.length);
    }

    String name() {
        return name;
    }

    byte type() {
        return type;
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    Field named(String newName) {
        return new Field(newName, type, bytes, from, to);
    }

    boolean isDocument() {
        return type == Code.DOCUMENT;
    }

    boolean isArray() {
        return type == Code.ARRAY;
    }

    int length() {
        return to - from;
    }

    /** A copy of the value. */
    byte[] value() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** The fields of a document or array. */
    List<Field> children() {
        UnappliableException.verify(
                isDocument() || isArray(), "field \"" + text() + "\" is neither a document nor an array");
        return Fields.of(bytes, from, to - from);
    }

    /** A boolean, or a number that is not zero. */
    boolean isTrue() {
        return type == Code.BOOLEAN
                ? bytes[from] != 0
                : integer().filter(n -> n != 0).isPresent();
    }

    /** A number, as far as it is whole and fits. */
    Optional<Long> integer() {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return switch (type) {
            case Code.INT32 -> Optional.of((long) buffer.getInt(from));
            case Code.INT64 -> Optional.of(buffer.getLong(from));
            case Code.DOUBLE -> {
                double value = buffer.getDouble(from);
                yield value == (long) value ? Optional.of((long) value) : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    /** Seconds in the high 32 bits, the increment in the low ones. */
    Optional<Long> timestamp() {
        return type == Code.TIMESTAMP
                ? Optional.of(
                        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(from))
                : Optional.empty();
    }

    Optional<String> string() {
        return type == Code.STRING
                ? Optional.of(
                        new String(bytes, from + LENGTH_BYTES, to - from - LENGTH_BYTES - 1, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** Data of a binary value, without length and subtype. */
    Optional<byte[]> binary() {
        return type == Code.BINARY
                ? Optional.of(Arrays.copyOfRange(bytes, from + LENGTH_BYTES + 1, to))
                : Optional.empty();
    }

    /** The name for people. */
    String text() {
        return Fields.text(name);
    }
}
