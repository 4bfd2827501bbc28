package io.snapferry.json;

/** Bytes as hexadecimal digits and as base64 (RFC 4648, section 4, with padding). */
final class BytesText {
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final String HEX = "0123456789abcdef";
    private static final String UPPER_HEX = "0123456789ABCDEF";

    /** The two characters of 12 bits. */
    private static final short[] BASE64_PAIRS = pairs(BASE64, 6);
    /** The two characters of a byte. */
    private static final short[] HEX_PAIRS = pairs(HEX, 4);

    private BytesText() {}

    /** @return the index behind the text, which has two characters a byte */
    static int writeHex(byte[] bytes, int from, int to, byte[] out, int at) {
        int index = at;
        for (int i = from; i < to; i++) {
            Words.setInt16(out, index, HEX_PAIRS[Byte.toUnsignedInt(bytes[i])]);
            index += 2;
        }
        return index;
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

    /** All pairs of characters for two digits of {@code bits} bits, the higher digit first. */
    private static short[] pairs(String alphabet, int bits) {
        short[] pairs = new short[1 << (2 * bits)];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = (short) (alphabet.charAt(i >> bits) | alphabet.charAt(i & ((1 << bits) - 1)) << Byte.SIZE);
        }
        return pairs;
    }
}
