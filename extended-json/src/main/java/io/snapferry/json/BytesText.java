package io.snapferry.json;

/** Bytes as hexadecimal digits and as base64 (RFC 4648, section 4, with padding). */
final class BytesText {
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final String UPPER_HEX = "0123456789ABCDEF";

    /** The two characters of 12 bits. */
    private static final short[] BASE64_PAIRS = base64Pairs();

    private BytesText() {}

    /**
     * Writes four bytes as eight digits.
     *
     * @param bytes the first lowest
     * @return the index behind the text
     */
    static int writeHex(int bytes, byte[] out, int at) {
        // Each byte into 16 bits, then each half of it into 8, the higher half first.
        long spread = Integer.toUnsignedLong(bytes);
        spread = (spread | spread << 16) & 0x0000_FFFF_0000_FFFFL;
        spread = (spread | spread << 8) & 0x00FF_00FF_00FF_00FFL;
        long halves = ((spread >> 4) & 0x000F_000F_000F_000FL) | (spread & 0x000F_000F_000F_000FL) << 8;
        // Adding 6 carries into the next bit from ten on: those become letters.
        long letters = ((halves + 0x0606_0606_0606_0606L) >> 4) & 0x0101_0101_0101_0101L;
        Words.setInt64(out, at, halves + 0x3030_3030_3030_3030L + letters * ('a' - '9' - 1));
        return at + Long.BYTES;
    }

    /** @return the index behind the two digits; letters are capitals, as the Java driver writes a binary's subtype */
    static int writeUpperHex(byte value, byte[] out, int at) {
        out[at] = (byte) UPPER_HEX.charAt(value >> 4 & 0xF);
        out[at + 1] = (byte) UPPER_HEX.charAt(value & 0xF);
        return at + 2;
    }

    /**
     * Writes with padding at the end. Text of several calls is one base64 text only when all but the last have a number of
     * bytes that three divides.
     *
     * @return the index behind the text, which has four characters for each begun three bytes
     */
    static int writeBase64(byte[] bytes, int from, int to, byte[] out, int at) {
        int index = at;
        int position = from;
        for (; position + 2 < to; position += 3) {
            int bits = Byte.toUnsignedInt(bytes[position]) << 16
                    | Byte.toUnsignedInt(bytes[position + 1]) << 8
                    | Byte.toUnsignedInt(bytes[position + 2]);
            Words.setInt16(out, index, BASE64_PAIRS[bits >> 12]);
            Words.setInt16(out, index + 2, BASE64_PAIRS[bits & 0xFFF]);
            index += 4;
        }
        int left = to - position;
        if (left == 0) {
            return index;
        }
        int bits = Byte.toUnsignedInt(bytes[position]) << 16;
        if (left == 2) {
            bits |= Byte.toUnsignedInt(bytes[position + 1]) << 8;
        }
        Words.setInt16(out, index, BASE64_PAIRS[bits >> 12]);
        out[index + 2] = (byte) (left == 2 ? BASE64.charAt(bits >> 6 & 0x3F) : '=');
        out[index + 3] = '=';
        return index + 4;
    }

    private static short[] base64Pairs() {
        short[] pairs = new short[1 << 12];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = (short) (BASE64.charAt(i >> 6) | BASE64.charAt(i & 0x3F) << Byte.SIZE);
        }
        return pairs;
    }
}
