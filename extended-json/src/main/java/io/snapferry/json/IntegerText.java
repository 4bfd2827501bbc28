package io.snapferry.json;

/**
 * Integers in decimal, three digits at a time. A group is written as four bytes, of which the last may be of no meaning: so
 * there must be room for three bytes behind a text.
 */
final class IntegerText {
    private static final int GROUP = 1_000;
    private static final int TWO_GROUPS = GROUP * GROUP;
    private static final int THREE_GROUPS = GROUP * GROUP * GROUP;

    private static final int DIGITS = 3;
    private static final int LENGTH_MASK = 3;
    private static final int LENGTH_SHIFT = 24;
    private static final int FRACTION_LENGTH_SHIFT = 26;

    /**
     * For each number of three digits: the digits in the three low bytes, the first lowest; above them how many are left
     * without zeros in front, and without zeros at the end, at least one each.
     */
    private static final int[] GROUPS = groups();

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
            int afterFirst = writeUnsigned(-(value / THREE_GROUPS), out, at + 1);
            return writeNine((int) -(value % THREE_GROUPS), out, afterFirst);
        }
        return writeUnsigned(-value, out, at + 1);
    }

    /**
     * @param value not negative
     * @return the index behind the text
     */
    static int writeUnsigned(long value, byte[] out, int at) {
        if (value >= THREE_GROUPS) {
            long high = value / THREE_GROUPS;
            return writeNine((int) (value - high * THREE_GROUPS), out, writeUnsigned(high, out, at));
        }
        int small = (int) value;
        if (small < GROUP) {
            return writeFirst(small, out, at);
        }
        if (small < TWO_GROUPS) {
            int high = small / GROUP;
            return writeThree(small - high * GROUP, out, writeFirst(high, out, at));
        }
        int high = small / TWO_GROUPS;
        return writeSix(small - high * TWO_GROUPS, out, writeFirst(high, out, at));
    }

    /** Two digits, with a zero in front of a number below 10. */
    static int writeTwo(int value, byte[] out, int at) {
        Words.setInt16(out, at, (short) (GROUPS[value] >> Byte.SIZE));
        return at + 2;
    }

    /** Three digits, with zeros in front. */
    static int writeThree(int value, byte[] out, int at) {
        Words.setInt32(out, at, GROUPS[value]);
        return at + DIGITS;
    }

    /** Six digits, with zeros in front. */
    static int writeSix(int value, byte[] out, int at) {
        int high = value / GROUP;
        return writeThree(value - high * GROUP, out, writeThree(high, out, at));
    }

    /** Nine digits, with zeros in front. */
    static int writeNine(int value, byte[] out, int at) {
        int high = value / TWO_GROUPS;
        return writeSix(value - high * TWO_GROUPS, out, writeThree(high, out, at));
    }

    /** Three digits behind a point, without zeros at the end, but for one when all are zeros. */
    static int writeThreeOfFraction(int value, byte[] out, int at) {
        int group = GROUPS[value];
        Words.setInt32(out, at, group);
        return at + (group >> FRACTION_LENGTH_SHIFT);
    }

    /** One to three digits, without zeros in front. */
    private static int writeFirst(int value, byte[] out, int at) {
        int group = GROUPS[value];
        int length = (group >> LENGTH_SHIFT) & LENGTH_MASK;
        Words.setInt32(out, at, group >> ((DIGITS - length) * Byte.SIZE));
        return at + length;
    }

    private static int[] groups() {
        int[] groups = new int[GROUP];
        for (int i = 0; i < GROUP; i++) {
            int digits = ('0' + i / 100) | ('0' + i / 10 % 10) << Byte.SIZE | ('0' + i % 10) << (2 * Byte.SIZE);
            int length = i < 10 ? 1 : i < 100 ? 2 : 3;
            int fractionLength = i % 100 == 0 ? 1 : i % 10 == 0 ? 2 : 3;
            groups[i] = digits | (length << LENGTH_SHIFT) | (fractionLength << FRACTION_LENGTH_SHIFT);
        }
        return groups;
    }
}
