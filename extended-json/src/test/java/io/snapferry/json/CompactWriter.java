package io.snapferry.json;

import java.io.Writer;

/**
 * Takes JSON text from the library and appends it to a buffer as UTF-8, without the spaces between tokens and with the
 * escapes of {@link PlainCharacters}. The library cannot be told to leave the spaces out.
 *
 * <p>The text must be valid JSON; the library escapes surrogates, so each character stands alone.
 */
final class CompactWriter extends Writer {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final OutputBuffer out;
    private boolean insideString;
    private boolean afterBackslash;

    CompactWriter(OutputBuffer out) {
        this.out = out;
    }

    @Override
    public void write(int character) {
        char unit = (char) character;
        if (!insideString) {
            insideString = unit == '"';
            if (unit != ' ') {
                out.write(unit);
            }
            return;
        }
        if (afterBackslash) {
            afterBackslash = false;
        } else if (unit == '\\') {
            afterBackslash = true;
        } else if (unit == '"') {
            insideString = false;
        }
        encode(unit);
    }

    @Override
    public void write(char[] source, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            write(source[i]);
        }
    }

    @Override
    public void write(String source, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            write(source.charAt(i));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    private void encode(char unit) {
        if (!PlainCharacters.contains(unit)) {
            escape(unit);
        } else if (unit < 0x80) {
            out.write(unit);
        } else if (unit < 0x800) {
            out.write(0xC0 | (unit >> 6));
            out.write(0x80 | (unit & 0x3F));
        } else {
            out.write(0xE0 | (unit >> 12));
            out.write(0x80 | ((unit >> 6) & 0x3F));
            out.write(0x80 | (unit & 0x3F));
        }
    }

    private void escape(char unit) {
        out.write('\\');
        out.write('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.write(HEX[unit >> shift & 0xF]);
        }
    }
}
