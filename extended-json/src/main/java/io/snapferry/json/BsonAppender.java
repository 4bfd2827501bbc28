package io.snapferry.json;

import io.snapferry.bson.DocumentLength;
import io.snapferry.bson.ElementType;
import java.nio.charset.StandardCharsets;
import org.bson.types.Decimal128;

/**
 * Appends BSON to a buffer: little-endian numbers, the two kinds of strings, and documents whose length is filled in when
 * they end. Refuses what BSON cannot hold; does not check that calls come in an order that makes a document.
 */
final class BsonAppender {
    private final OutputBuffer out;
    private final int start;

    /** Begins a document, here, that may grow to {@link DocumentLength#MAX_BYTES}. */
    BsonAppender(OutputBuffer out) {
        this.out = out;
        this.start = out.size();
    }

    /** Leaves room for a length and returns the position to give to {@link #endSized}. */
    int beginSized() throws ExtendedJsonFormatException {
        int position = out.size();
        int32(0);
        return position;
    }

    /** Fills in the length of what began at {@code position}. */
    void endSized(int position) {
        setInt32(position, out.size() - position);
    }

    /** As {@link #endSized}, after the zero byte that ends a document. */
    void endDocument(int position) throws ExtendedJsonFormatException {
        int8(0);
        endSized(position);
    }

    void element(ElementType type, String name) throws ExtendedJsonFormatException {
        int8(type.code());
        cstring(name);
    }

    void int8(int value) throws ExtendedJsonFormatException {
        reserve(1);
        out.write(value);
    }

    void int32(int value) throws ExtendedJsonFormatException {
        reserve(Integer.BYTES);
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out.write(value >> shift);
        }
    }

    void int64(long value) throws ExtendedJsonFormatException {
        int32((int) value);
        int32((int) (value >> Integer.SIZE));
    }

    void decimal128(Decimal128 value) throws ExtendedJsonFormatException {
        int64(value.getLow());
        int64(value.getHigh());
    }

    void bytes(byte[] value) throws ExtendedJsonFormatException {
        reserve(value.length);
        out.write(value, 0, value.length);
    }

    void string(String text) throws ExtendedJsonFormatException {
        byte[] utf8 = utf8(text);
        int32(utf8.length + 1);
        bytes(utf8);
        int8(0);
    }

    void cstring(String text) throws ExtendedJsonFormatException {
        if (text.indexOf('\0') >= 0) {
            throw new ExtendedJsonFormatException(
                    "a name, a pattern or its options cannot hold a zero character, found " + Excerpt.of(text));
        }
        bytes(utf8(text));
        int8(0);
    }

    private void setInt32(int position, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            out.array()[position + i] = (byte) (value >> (i * Byte.SIZE));
        }
    }

    private void reserve(int more) throws ExtendedJsonFormatException {
        if ((long) out.size() - start + more > DocumentLength.MAX_BYTES) {
            throw new ExtendedJsonFormatException(
                    "the document is above the maximum of " + DocumentLength.MAX_BYTES + " bytes");
        }
    }

    /** An escape can name half of a surrogate pair, which no UTF-8 can hold. */
    private static byte[] utf8(String text) throws ExtendedJsonFormatException {
        int codePoint;
        for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(i);
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                throw new ExtendedJsonFormatException(
                        String.format("expected a pair of surrogates, found \\u%04x alone", codePoint));
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
