package io.snapferry.bson;

import org.jspecify.annotations.Nullable;

/**
 * The type code in front of every element, as <a href="https://bsonspec.org/spec.html">BSON 1.1</a> lists them. See
 * docs/formats/bson.md.
 */
public enum ElementType {
    DOUBLE(Code.DOUBLE),
    STRING(Code.STRING),
    DOCUMENT(Code.DOCUMENT),
    ARRAY(Code.ARRAY),
    BINARY(Code.BINARY),
    UNDEFINED(Code.UNDEFINED),
    OBJECT_ID(Code.OBJECT_ID),
    BOOLEAN(Code.BOOLEAN),
    DATE_TIME(Code.DATE_TIME),
    NULL(Code.NULL),
    REGULAR_EXPRESSION(Code.REGULAR_EXPRESSION),
    DB_POINTER(Code.DB_POINTER),
    CODE(Code.CODE),
    SYMBOL(Code.SYMBOL),
    CODE_WITH_SCOPE(Code.CODE_WITH_SCOPE),
    INT32(Code.INT32),
    TIMESTAMP(Code.TIMESTAMP),
    INT64(Code.INT64),
    DECIMAL128(Code.DECIMAL128),
    MAX_KEY(Code.MAX_KEY),
    MIN_KEY(Code.MIN_KEY);

    /** The codes as constants, for a switch that must not look up an enum per element. */
    public static final class Code {
        public static final byte DOUBLE = 0x01;
        public static final byte STRING = 0x02;
        public static final byte DOCUMENT = 0x03;
        public static final byte ARRAY = 0x04;
        public static final byte BINARY = 0x05;
        public static final byte UNDEFINED = 0x06;
        public static final byte OBJECT_ID = 0x07;
        public static final byte BOOLEAN = 0x08;
        public static final byte DATE_TIME = 0x09;
        public static final byte NULL = 0x0A;
        public static final byte REGULAR_EXPRESSION = 0x0B;
        public static final byte DB_POINTER = 0x0C;
        public static final byte CODE = 0x0D;
        public static final byte SYMBOL = 0x0E;
        public static final byte CODE_WITH_SCOPE = 0x0F;
        public static final byte INT32 = 0x10;
        public static final byte TIMESTAMP = 0x11;
        public static final byte INT64 = 0x12;
        public static final byte DECIMAL128 = 0x13;
        public static final byte MAX_KEY = 0x7F;
        public static final byte MIN_KEY = (byte) 0xFF;

        private Code() {}
    }

    private static final int CODES = 256;
    private static final @Nullable ElementType[] BY_CODE = byCode();

    private final byte code;

    ElementType(byte code) {
        this.code = code;
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
