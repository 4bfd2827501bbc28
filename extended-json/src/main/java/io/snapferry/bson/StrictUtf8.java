package io.snapferry.bson;

/**
 * UTF-8 as <a href="https://www.rfc-editor.org/rfc/rfc3629#section-4">RFC 3629</a> defines it: no surrogates, no overlong
 * forms, nothing above U+10FFFF.
 *
 * <p>Lenient decoders replace what they cannot read; a backup that does so has lost data in silence.
 */
public final class StrictUtf8 {
    /** What {@link #firstInvalid} returns when there is nothing to complain about. */
    public static final int ALL_VALID = -1;

    private StrictUtf8() {}

    /**
     * The index of the first byte that does not begin a well-formed sequence inside the range.
     *
     * @param from first index
     * @param to index after the last; sequences must end before it
     * @return an index, or {@link #ALL_VALID}
     */
    public static int firstInvalid(byte[] bytes, int from, int to) {
        int position = from;
        while (position < to) {
            if (bytes[position] >= 0) {
                position++;
                continue;
            }
            int size = sequenceSize(bytes, position, to);
            if (size == 0) {
                return position;
            }
            position += size;
        }
        return ALL_VALID;
    }

    /**
     * Bytes of the sequence at {@code position}, which begins with a byte of 0x80 or above.
     *
     * @param to index after the last byte that may belong to it
     * @return 2 to 4, or 0 when it is malformed
     */
    public static int sequenceSize(byte[] bytes, int position, int to) {
        int lead = Byte.toUnsignedInt(bytes[position]);
        int size;
        // The second byte's range rules out overlong forms, surrogates and what lies above U+10FFFF.
        int secondMin = 0x80;
        int secondMax = 0xBF;
        if (lead >= 0xC2 && lead <= 0xDF) {
            size = 2;
        } else if (lead >= 0xE0 && lead <= 0xEF) {
            size = 3;
            secondMin = lead == 0xE0 ? 0xA0 : secondMin;
            secondMax = lead == 0xED ? 0x9F : secondMax;
        } else if (lead >= 0xF0 && lead <= 0xF4) {
            size = 4;
            secondMin = lead == 0xF0 ? 0x90 : secondMin;
            secondMax = lead == 0xF4 ? 0x8F : secondMax;
        } else {
            return 0;
        }
        if (to - position < size) {
            return 0;
        }
        int second = Byte.toUnsignedInt(bytes[position + 1]);
        if (second < secondMin || second > secondMax) {
            return 0;
        }
        for (int i = 2; i < size; i++) {
            if ((bytes[position + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return size;
    }
}
