package io.snapferry.json;

/**
 * The characters of a JSON string that are not copied as they are. Which ones those are above ASCII, {@link PlainCharacters}
 * says.
 */
final class EscapedText {
    private static final long EACH_BYTE = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long SPACES = ' ' * EACH_BYTE;
    private static final long QUOTES = '"' * EACH_BYTE;
    private static final long BACKSLASHES = '\\' * EACH_BYTE;
    private static final byte DELETE = 0x7F;

    private static final String HEX = "0123456789abcdef";

    private EscapedText() {}

    /**
     * The lowest bit that is set tells the first byte of a word that is no plain ASCII character: a control (also the zero
     * byte and the delete character), a quote, a backslash, or part of a character above ASCII. Bits behind the first may be
     * wrong, as a borrow or carry went through them.
     *
     * @return 0 when all eight bytes are plain
     */
    static long specialBytes(long word) {
        return (word
                        | (word - SPACES)
                        | ((word ^ QUOTES) - EACH_BYTE)
                        | ((word ^ BACKSLASHES) - EACH_BYTE)
                        | (word + EACH_BYTE))
                & HIGH_BITS;
    }

    /** The same for one byte. */
    static boolean isSpecial(byte unit) {
        return unit < ' ' || unit == '"' || unit == '\\' || unit == DELETE;
    }

    /**
     * Writes the escape of a special ASCII character.
     *
     * @return the index behind it, at most 6 later
     */
    static int writeAscii(byte unit, byte[] out, int at) {
        byte letter = switch (unit) {
            case '"' -> '"';
            case '\\' -> '\\';
            case '\b' -> 'b';
            case '\f' -> 'f';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            default -> 0;
        };
        if (letter == 0) {
            return writeHex((char) unit, out, at);
        }
        out[at] = '\\';
        out[at + 1] = letter;
        return at + 2;
    }

    /**
     * Writes a character above ASCII, as it is or as escapes.
     *
     * @param size of its valid UTF-8 sequence, 2 to 4 bytes
     * @return the index behind it, at most 12 later
     */
    static int writeSequence(byte[] in, int from, int size, byte[] out, int at) {
        if (size == 2) {
            char unit = (char) ((in[from] & 0x1F) << 6 | (in[from + 1] & 0x3F));
            if (!PlainCharacters.contains(unit)) {
                return writeHex(unit, out, at);
            }
            out[at] = in[from];
            out[at + 1] = in[from + 1];
            return at + 2;
        }
        if (size == 3) {
            char unit = (char) ((in[from] & 0xF) << 12 | (in[from + 1] & 0x3F) << 6 | (in[from + 2] & 0x3F));
            if (!PlainCharacters.contains(unit)) {
                return writeHex(unit, out, at);
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
        int index = writeHex(Character.highSurrogate(codePoint), out, at);
        return writeHex(Character.lowSurrogate(codePoint), out, index);
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
            return writeHex(unit, out, at);
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

    private static int writeHex(char unit, byte[] out, int at) {
        out[at] = '\\';
        out[at + 1] = 'u';
        out[at + 2] = (byte) HEX.charAt(unit >> 12);
        out[at + 3] = (byte) HEX.charAt(unit >> 8 & 0xF);
        out[at + 4] = (byte) HEX.charAt(unit >> 4 & 0xF);
        out[at + 5] = (byte) HEX.charAt(unit & 0xF);
        return at + 6;
    }
}
