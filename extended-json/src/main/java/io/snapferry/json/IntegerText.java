package io.snapferry.json;

/** Integers in decimal, two digits at a time. */
final class IntegerText {
    /** Characters of the longest, {@link Long#MIN_VALUE}. */
    static final int MAX_LENGTH = 20;

    private static final int PAIRS = 100;
    private static final short[] DIGIT_PAIRS = digitPairs();
    private static final long EIGHT_DIGITS = 100_000_000L;

    private IntegerText() {}

    /** @return the index behind the text */
    static int write(int value, byte[] out, int at) {
        if (value >= 0) {
            return writeUnsigned(value, out, at);
        }
        out[at] = '-';
        return writeUnsigned(-(long) value, out, at + 1);
    }

    /** @return the index behind the text */
    static int write(long value, byte[] out, int at) {
        if (value >= 0) {
            return writeUnsigned(value, out, at);
        }
        out[at] = '-';
        if (value == Long.MIN_VALUE) {
            int afterFirst = writeUnsigned(-(value / EIGHT_DIGITS), out, at + 1);
            return writePadded((int) -(value % EIGHT_DIGITS), 8, out, afterFirst);
        }
        return writeUnsigned(-value, out, at + 1);
    }

    /**
     * @param value not negative
     * @return the index behind the text
     */
    static int writeUnsigned(long value, byte[] out, int at) {
        if (value < EIGHT_DIGITS) {
            int small = (int) value;
            return writePadded(small, digits(small), out, at);
        }
        return writePadded((int) (value % EIGHT_DIGITS), 8, out, writeUnsigned(value / EIGHT_DIGITS, out, at));
    }

    /**
     * Writes exactly {@code digits} digits, with zeros in front.
     *
     * @param value not negative, of no more digits
     * @return the index behind the text
     */
    static int writePadded(int value, int digits, byte[] out, int at) {
        int rest = value;
        int index = at + digits;
        while (index - at >= 2) {
            index -= 2;
            int next = rest / PAIRS;
            Words.setInt16(out, index, DIGIT_PAIRS[rest - next * PAIRS]);
            rest = next;
        }
        if (index > at) {
            out[at] = (byte) ('0' + rest);
        }
        return at + digits;
    }

    /** How many digits a number from 0 to 99,999,999 has. */
    private static int digits(int value) {
        if (value < 10_000) {
            if (value < 100) {
                return value < 10 ? 1 : 2;
            }
            return value < 1_000 ? 3 : 4;
        }
        if (value < 1_000_000) {
            return value < 100_000 ? 5 : 6;
        }
        return value < 10_000_000 ? 7 : 8;
    }

    private static short[] digitPairs() {
        short[] pairs = new short[PAIRS];
        for (int i = 0; i < PAIRS; i++) {
            pairs[i] = (short) (('0' + i / 10) | ('0' + i % 10) << Byte.SIZE);
        }
        return pairs;
    }
}
