package io.snapferry.json;

/**
 * The characters of a JSON string that are not copied as they are. Which ones those are above ASCII, {@link PlainCharacters}
 * says.
 */
final class EscapedText {
    private static final long EACH_BYTE = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long BACKSLASHES = '\\' * EACH_BYTE;
    private static final byte DELETE = 0x7F;

    /** Lead bytes of two-byte sequences begin here; what lies between 0x80 and this begins none. */
    static final byte FIRST_LEAD_OF_TWO = (byte) 0xC2;

    /** And end below this. */
    static final byte FIRST_LEAD_OF_THREE = (byte) 0xE0;

    private static final String HEX = "0123456789abcdef";

    private static final String SHORT_ESCAPED = "\"\\\b\f\n\r\t";
    private static final String SHORT_ESCAPES = "\"\\bfnrt";

    private static final int LENGTH_SHIFT = 56;

    /** The escape of each ASCII character in the low bytes, the first lowest; above them how many it has. */
    private static final long[] ASCII_ESCAPES = asciiEscapes();

    private EscapedText() {}

    /**
     * The lowest bit that is set tells the first byte of a word that is no plain ASCII character: a control (also the zero
     * byte and the delete character), a quote, a backslash, or part of a character above ASCII. Bits behind the first may be
     * wrong, as a borrow or carry went through them.
     *
     * @return 0 when all eight bytes are plain
     */
    static long specialBytes(long word) {
        return candidates(word) & HIGH_BITS;
    }

    /** The same for two words at once, of which only whether it is 0 means anything. */
    static long specialBytes(long word, long next) {
        return (candidates(word) | candidates(next)) & HIGH_BITS;
    }

    /**
     * How many bytes of two words come before the first special one; there is one. Without a branch, because nothing foretells
     * in which word it is.
     */
    static int plainBytes(long word, long next) {
        int inWord = Long.numberOfTrailingZeros(candidates(word) & HIGH_BITS) >> 3;
        int inNext = Long.numberOfTrailingZeros(candidates(next) & HIGH_BITS) >> 3;
        return inWord + (inNext & -(inWord >> 3));
    }

    /** The high bit of each byte tells: it is set by a borrow, a carry or from the start. */
    private static long candidates(long word) {
        // Flipping the second bit swaps the quote with the space, and puts no control above it.
        long controlsAndQuotes = (word ^ (2 * EACH_BYTE)) - (' ' + 1) * EACH_BYTE;
        long backslashes = (word ^ BACKSLASHES) - EACH_BYTE;
        return word | (word + EACH_BYTE) | controlsAndQuotes | backslashes;
    }

    /** The same for one byte. */
    static boolean isSpecial(byte unit) {
        return unit < ' ' || unit == '"' || unit == '\\' || unit == DELETE;
    }

    /**
     * Writes the escape of a special ASCII character, and up to seven bytes of anything behind it.
     *
     * @return the index behind it, at most 6 later
     */
    static int writeAscii(byte unit, byte[] out, int at) {
        long escape = ASCII_ESCAPES[unit];
        Words.setInt64(out, at, escape);
        return at + (int) (escape >>> LENGTH_SHIFT);
    }

    private static long[] asciiEscapes() {
        long[] escapes = new long[0x80];
        for (int unit = 0; unit < escapes.length; unit++) {
            int letter = SHORT_ESCAPED.indexOf(unit);
            String escape = letter < 0
                    ? "\\u00" + HEX.charAt(unit >> 4) + HEX.charAt(unit & 0xF)
                    : "\\" + SHORT_ESCAPES.charAt(letter);
            long bytes = (long) escape.length() << LENGTH_SHIFT;
            for (int i = 0; i < escape.length(); i++) {
                bytes |= (long) escape.charAt(i) << (i * Byte.SIZE);
            }
            escapes[unit] = bytes;
        }
        return escapes;
    }

    /**
     * Writes a character above ASCII, as it is or as escapes.
     *
     * @param size of its valid UTF-8 sequence, 2 to 4 bytes
     * @return the index behind it, at most 12 later
     */
    static int writeSequence(byte[] in, int from, int size, byte[] out, int at) {
        if (size == 2) {
            return writeTwoBytes(in, from, out, at);
        }
        if (size == 3) {
            char unit = (char) ((in[from] & 0xF) << 12 | (in[from + 1] & 0x3F) << 6 | (in[from + 2] & 0x3F));
            if (!PlainCharacters.contains(unit)) {
                return writeHexEscape(unit, out, at);
            }
            out[at] = in[from];
            out[at + 1] = in[from + 1];
            out[at + 2] = in[from + 2];
            return at + 3;
        }
        int codePoint = (in[from] & 0x7) << 18
                | (in[from + 1] & 0x3F) << 12
                | (in[from + 2] & 0x3F) << 6
                | (in[from + 3] & 0x3F);
        int index = writeHexEscape(Character.highSurrogate(codePoint), out, at);
        return writeHexEscape(Character.lowSurrogate(codePoint), out, index);
    }

    /** As {@link #writeSequence}, for a sequence of two bytes. */
    static int writeTwoBytes(byte[] in, int from, byte[] out, int at) {
        char unit = (char) ((in[from] & 0x1F) << 6 | (in[from + 1] & 0x3F));
        if (!PlainCharacters.contains(unit)) {
            return writeHexEscape(unit, out, at);
        }
        out[at] = in[from];
        out[at + 1] = in[from + 1];
        return at + 2;
    }

    /**
     * Writes one UTF-16 unit.
     *
     * @return the index behind it, at most 6 later
     */
    static int writeUnit(char unit, byte[] out, int at) {
        if (unit < 0x80) {
            if (isSpecial((byte) unit)) {
                return writeAscii((byte) unit, out, at);
            }
            out[at] = (byte) unit;
            return at + 1;
        }
        if (!PlainCharacters.contains(unit)) {
            return writeHexEscape(unit, out, at);
        }
        if (unit < 0x800) {
            out[at] = (byte) (0xC0 | unit >> 6);
            out[at + 1] = (byte) (0x80 | (unit & 0x3F));
            return at + 2;
        }
        out[at] = (byte) (0xE0 | unit >> 12);
        out[at + 1] = (byte) (0x80 | ((unit >> 6) & 0x3F));
        out[at + 2] = (byte) (0x80 | (unit & 0x3F));
        return at + 3;
    }

    private static int writeHexEscape(char unit, byte[] out, int at) {
        out[at] = '\\';
        out[at + 1] = 'u';
        out[at + 2] = (byte) HEX.charAt(unit >> 12);
        out[at + 3] = (byte) HEX.charAt(unit >> 8 & 0xF);
        out[at + 4] = (byte) HEX.charAt(unit >> 4 & 0xF);
        out[at + 5] = (byte) HEX.charAt(unit & 0xF);
        return at + 6;
    }
}
