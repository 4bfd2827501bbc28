package io.snapferry.json;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.types.Decimal128;

/**
 * A decimal128 as Extended JSON writes it.
 *
 * <pre>
 *  bits of the high half     value
 *  s 11111 ...               NaN
 *  s 11110 ...               infinity
 *  s 11 e(14) ...            zero: a coefficient of this form is always too large
 *  s e(14) c(49)             c and the low half are the coefficient
 * </pre>
 *
 * <p>The layout is that of IEEE 754-2008, 3.5.2, with a binary coefficient; the text that of the BSON specification for
 * decimal128, section "To String Representation".
 */
final class DecimalText {
    /** Characters of the longest: a sign, 34 digits, the point and an exponent as {@code E-6176}. */
    static final int MAX_LENGTH = 48;

    private static final long SPECIAL_MASK = 0x7C00_0000_0000_0000L;
    private static final long NAN_BITS = 0x7C00_0000_0000_0000L;
    private static final long INFINITY_BITS = 0x7800_0000_0000_0000L;

    /** With both bits set the exponent lies elsewhere and the coefficient is too large by definition. */
    private static final long LARGE_COEFFICIENT_MASK = 3L << 61;

    private static final int EXPONENT_SHIFT = 49;
    private static final int LARGE_EXPONENT_SHIFT = 47;
    private static final int EXPONENT_MASK = (1 << 14) - 1;
    private static final int EXPONENT_BIAS = 6176;
    private static final long COEFFICIENT_HIGH_MASK = (1L << EXPONENT_SHIFT) - 1;

    /** The largest coefficient that the format knows, 10^34 - 1, as the high 49 and the low 64 bits. */
    private static final long MAX_COEFFICIENT_HIGH = 0x0001_ED09_BEAD_87C0L;

    private static final long MAX_COEFFICIENT_LOW = 0x378D_8E63_FFFF_FFFFL;

    /** Digits that one step of the division gives; four steps give 36, of which 34 can be other than zero. */
    private static final int GROUP_DIGITS = 9;

    private static final long GROUP = 1_000_000_000L;
    private static final int GROUPS = 4;
    private static final long WORD_MASK = 0xFFFF_FFFFL;

    /** Below, an exponent is written. */
    private static final int MIN_PLAIN_EXPONENT = -6;

    private static final FixedText NAN = FixedText.of("NaN");
    private static final FixedText INFINITY = FixedText.of("Infinity");

    /**
     * A value written without an exponent has up to 6,176 digits after the point; more cannot be exact. Bounds the time
     * that a hostile number takes, which grows with the square of its digits.
     */
    private static final int MAX_CHARACTERS = 6300;

    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE]([+-]?\\d+))?");

    private DecimalText() {}

    /** @return the index behind the text */
    static int write(long high, long low, byte[] out, int at) {
        if ((high & SPECIAL_MASK) == NAN_BITS) {
            return NAN.write(out, at);
        }
        int index = at;
        if (high < 0) {
            out[index++] = '-';
        }
        if ((high & SPECIAL_MASK) == INFINITY_BITS) {
            return INFINITY.write(out, index);
        }
        if ((high & LARGE_COEFFICIENT_MASK) == LARGE_COEFFICIENT_MASK) {
            out[index] = '0';
            return writeExponent(exponent(high, LARGE_EXPONENT_SHIFT), out, index, index + 1);
        }
        int end = writeCoefficient(high & COEFFICIENT_HIGH_MASK, low, out, index);
        return writeExponent(exponent(high, EXPONENT_SHIFT), out, index, end);
    }

    private static int exponent(long high, int shift) {
        return ((int) (high >>> shift) & EXPONENT_MASK) - EXPONENT_BIAS;
    }

    /**
     * A coefficient of 10^34 or more is outside of the format and stands for zero, as IEEE 754-2008 says in 3.5.2; the Java
     * driver writes its digits, which nothing can read back.
     */
    private static int writeCoefficient(long high, long low, byte[] out, int at) {
        if (high == 0 && low >= 0) {
            return IntegerText.writeUnsigned(low, out, at);
        }
        if (high > MAX_COEFFICIENT_HIGH
                || (high == MAX_COEFFICIENT_HIGH && Long.compareUnsigned(low, MAX_COEFFICIENT_LOW) > 0)) {
            out[at] = '0';
            return at + 1;
        }
        long word3 = high >>> Integer.SIZE;
        long word2 = high & WORD_MASK;
        long word1 = low >>> Integer.SIZE;
        long word0 = low & WORD_MASK;
        for (int group = GROUPS - 1; group >= 0; group--) {
            long step2 = (word3 % GROUP) << Integer.SIZE | word2;
            long step1 = (step2 % GROUP) << Integer.SIZE | word1;
            long step0 = (step1 % GROUP) << Integer.SIZE | word0;
            word3 /= GROUP;
            word2 = step2 / GROUP;
            word1 = step1 / GROUP;
            word0 = step0 / GROUP;
            writeGroup((int) (step0 % GROUP), out, at + group * GROUP_DIGITS);
        }
        int end = at + GROUPS * GROUP_DIGITS;
        int zeros = 0;
        while (out[at + zeros] == '0') {
            zeros++;
        }
        System.arraycopy(out, at + zeros, out, at, end - at - zeros);
        return end - zeros;
    }

    /** Writes no byte behind the group, where the next one stands already. */
    private static void writeGroup(int value, byte[] out, int at) {
        int rest = value;
        for (int i = GROUP_DIGITS - 1; i >= 0; i--) {
            out[at + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** Puts the point and the exponent to the digits from {@code at} to {@code end}. */
    private static int writeExponent(int exponent, byte[] out, int at, int end) {
        if (exponent == 0) {
            return end;
        }
        int digits = end - at;
        int scientific = exponent + digits - 1;
        if (exponent > 0 || scientific < MIN_PLAIN_EXPONENT) {
            int index = digits > 1 ? insertPoint(out, at + 1, end) : end;
            out[index] = 'E';
            out[index + 1] = (byte) (scientific < 0 ? '-' : '+');
            return IntegerText.writeUnsigned(Math.abs(scientific), out, index + 2);
        }
        if (digits + exponent > 0) {
            return insertPoint(out, end + exponent, end);
        }
        int moved = 2 - exponent - digits;
        System.arraycopy(out, at, out, at + moved, digits);
        for (int i = at; i < at + moved; i++) {
            out[i] = '0';
        }
        out[at + 1] = '.';
        return end + moved;
    }

    private static int insertPoint(byte[] out, int point, int end) {
        System.arraycopy(out, point, out, point + 1, end - point);
        out[point] = '.';
        return end + 1;
    }

    /** The value of a {@code $numberDecimal}; refused unless it is exact. */
    static Decimal128 parse(String text) throws ExtendedJsonFormatException {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan" -> Decimal128.NaN;
            case "-nan" -> Decimal128.NEGATIVE_NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Decimal128.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Decimal128.NEGATIVE_INFINITY;
            default -> parseFinite(text);
        };
    }

    private static Decimal128 parseFinite(String text) throws ExtendedJsonFormatException {
        Matcher number = NUMBER.matcher(text);
        if (text.length() > MAX_CHARACTERS || !number.matches()) {
            throw new ExtendedJsonFormatException("expected a decimal128, found " + Excerpt.of(text));
        }
        try {
            String exponent = number.group(1);
            if (exponent != null) {
                // The library gives a zero the wrong exponent when this one is no int.
                Integer.parseInt(exponent);
            }
            return Decimal128.parse(text);
        } catch (NumberFormatException e) {
            throw new ExtendedJsonFormatException("no decimal128 is exactly " + Excerpt.of(text), e);
        }
    }
}
