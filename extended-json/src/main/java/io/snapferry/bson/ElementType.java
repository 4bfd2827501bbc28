package io.snapferry.bson;

import org.jspecify.annotations.Nullable;

/**
 * The type code in front of every element, as <a href="https://bsonspec.org/spec.html">BSON 1.1</a> lists them. See
 * docs/formats/bson.md.
 */
public enum ElementType {
    DOUBLE(0x01),
    STRING(0x02),
    DOCUMENT(0x03),
    ARRAY(0x04),
    BINARY(0x05),
    UNDEFINED(0x06),
    OBJECT_ID(0x07),
    BOOLEAN(0x08),
    DATE_TIME(0x09),
    NULL(0x0A),
    REGULAR_EXPRESSION(0x0B),
    DB_POINTER(0x0C),
    CODE(0x0D),
    SYMBOL(0x0E),
    CODE_WITH_SCOPE(0x0F),
    INT32(0x10),
    TIMESTAMP(0x11),
    INT64(0x12),
    DECIMAL128(0x13),
    MAX_KEY(0x7F),
    MIN_KEY(0xFF);

    private static final int CODES = 256;
    private static final @Nullable ElementType[] BY_CODE = byCode();

    private final byte code;

    ElementType(int code) {
        this.code = (byte) code;
    }

    /** The byte that stands for this type. */
    public byte code() {
        return code;
    }

    /**
     * The type that a byte stands for.
     *
     * @param position of the byte, for the error
     * @throws BsonFormatException when no type has this code
     */
    static ElementType fromCode(byte code, long position) throws BsonFormatException {
        ElementType type = BY_CODE[Byte.toUnsignedInt(code)];
        if (type == null) {
            throw new BsonFormatException(
                    position, String.format("expected an element type, found 0x%02X", Byte.toUnsignedInt(code)));
        }
        return type;
    }

    private static @Nullable ElementType[] byCode() {
        @Nullable ElementType[] types = new @Nullable ElementType[CODES];
        for (ElementType type : values()) {
            types[Byte.toUnsignedInt(type.code)] = type;
        }
        return types;
    }
}
