package io.snapferry.bson;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Makes BSON for tests, byte by byte and without checks, so that it can make broken documents too. */
public final class DocumentBuilder {
    private final ByteArrayOutputStream elements = new ByteArrayOutputStream();

    private DocumentBuilder() {}

    public static DocumentBuilder document() {
        return new DocumentBuilder();
    }

    /** A document of one element, whose value is the given pieces one after the other. */
    public static byte[] documentOf(int type, String name, byte[]... pieces) {
        return document().element(type, name, pieces).bytes();
    }

    public DocumentBuilder element(int type, String name, byte[]... pieces) {
        elements.write(type);
        elements.writeBytes(cstring(name));
        for (byte[] piece : pieces) {
            elements.writeBytes(piece);
        }
        return this;
    }

    public byte[] bytes() {
        return concat(int32(elements.size() + DocumentLength.MIN_BYTES), elements.toByteArray(), new byte[1]);
    }

    /** Documents inside each other, the innermost empty; linear in the result's size. */
    public static byte[] nested(ElementType type, int depth) {
        int levelBytes = 7;
        int innermost = (depth - 1) * 6;
        byte[] bytes = new byte[innermost + DocumentLength.MIN_BYTES + depth - 1];
        for (int level = 0; level < depth; level++) {
            int start = level * 6;
            byte[] length = int32(bytes.length - level * levelBytes);
            System.arraycopy(length, 0, bytes, start, length.length);
            if (level < depth - 1) {
                bytes[start + 4] = type.code();
            }
        }
        return bytes;
    }

    /** Codes with scope inside each other, the innermost scope empty. */
    public static byte[] nestedScopes(int depth) {
        byte[] bytes = document().bytes();
        for (int level = 1; level < depth; level++) {
            byte[] code = string("");
            bytes = documentOf(0x0F, "", int32(4 + code.length + bytes.length), code, bytes);
        }
        return bytes;
    }

    public static byte[] string(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return concat(int32(utf8.length + 1), utf8, new byte[1]);
    }

    public static byte[] cstring(String text) {
        return concat(text.getBytes(StandardCharsets.UTF_8), new byte[1]);
    }

    public static byte[] int32(int value) {
        return littleEndian(value, Integer.BYTES);
    }

    public static byte[] int64(long value) {
        return littleEndian(value, Long.BYTES);
    }

    public static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    public static byte[] concat(byte[]... pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }

    private static byte[] littleEndian(long value, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (value >> (i * Byte.SIZE));
        }
        return bytes;
    }
}
