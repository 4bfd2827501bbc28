package io.snapferry.json;

import java.util.regex.Pattern;

/**
 * A double as Extended JSON writes it: the shortest decimal that reads back as the same bits, always with a fraction, and
 * with a sign in front of every exponent.
 *
 * <p>{@link Double#toString(double)} is the shortest only since Java 19; an older one would give other text for the same
 * document. Not thread-safe.
 */
final class DoubleText {
    /** Characters of the longest: a sign, 17 digits, the point and an exponent as {@code E-308}. */
    static final int MAX_LENGTH = 24;

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

    private static final FixedText NAN = FixedText.of("NaN");
    private static final FixedText INFINITY = FixedText.of("Infinity");

    /** From this on, and below {@link #MIN_PLAIN}, an exponent is written. */
    private static final double MAX_PLAIN = 1e7;

    private static final double MIN_PLAIN = 1e-3;
    private static final int MAX_PLAIN_DIGITS = 7;
    private static final int MAX_ZEROS_BEHIND_POINT = 2;

    private final ShortestDecimal shortest = new ShortestDecimal();

    /** @return the index behind the text */
    int write(double value, byte[] out, int at) {
        double absolute = Math.abs(value);
        if (!(absolute <= Double.MAX_VALUE)) {
            return writeNotFinite(value, out, at);
        }
        int index = at;
        if (Double.doubleToRawLongBits(value) < 0) {
            out[index++] = '-';
        }
        if (absolute < MAX_PLAIN && (absolute >= MIN_PLAIN || absolute == 0)) {
            int end = writeFewDecimals(absolute, out, index);
            if (end > 0) {
                return end;
            }
        }
        shortest.find(absolute);
        return writeDigits(shortest.digits(), shortest.exponent(), out, index);
    }

    private static int writeNotFinite(double value, byte[] out, int at) {
        if (Double.isNaN(value)) {
            return NAN.write(out, at);
        }
        int index = at;
        if (value < 0) {
            out[index++] = '-';
        }
        return INFINITY.write(out, index);
    }

    /**
     * Most doubles that people store have few decimals. A decimal of at most 15 digits is the only one of so few that reads
     * back as its double: when {@code m / 10^n}, which is rounded once, is the value, then {@code m} are its digits.
     *
     * @return the index behind the text; 0 when the value has more decimals
     */
    private static int writeFewDecimals(double value, byte[] out, int at) {
        long thousandths = (long) (value * 1e3 + 0.5);
        if (thousandths / 1e3 == value) {
            long whole = thousandths / 1_000;
            int point = IntegerText.writeUnsigned(whole, out, at);
            out[point] = '.';
            return IntegerText.writeThreeOfFraction((int) (thousandths - whole * 1_000), out, point + 1);
        }
        long millionths = (long) (value * 1e6 + 0.5);
        if (millionths / 1e6 == value) {
            long whole = millionths / 1_000_000;
            int point = IntegerText.writeUnsigned(whole, out, at);
            out[point] = '.';
            int fraction = (int) (millionths - whole * 1_000_000);
            int index = IntegerText.writeThree(fraction / 1_000, out, point + 1);
            return IntegerText.writeThreeOfFraction(fraction % 1_000, out, index);
        }
        return 0;
    }

    private static int writeDigits(long digits, int exponent, byte[] out, int at) {
        int end = IntegerText.writeUnsigned(digits, out, at);
        int pointAfter = end - at + exponent;
        if (pointAfter > MAX_PLAIN_DIGITS || pointAfter < -MAX_ZEROS_BEHIND_POINT) {
            return writeExponent(pointAfter - 1, out, insertPoint(1, out, at, end));
        }
        if (pointAfter > 0) {
            int zeros = Math.max(0, exponent);
            for (int i = 0; i < zeros; i++) {
                out[end++] = '0';
            }
            return insertPoint(pointAfter, out, at, end);
        }
        int moved = 2 - pointAfter;
        System.arraycopy(out, at, out, at + moved, end - at);
        for (int i = at; i < at + moved; i++) {
            out[i] = '0';
        }
        out[at + 1] = '.';
        return end + moved;
    }

    /** Puts a point behind the first digits, and a zero behind it when there are no others. */
    private static int insertPoint(int digitsBefore, byte[] out, int at, int end) {
        int point = at + digitsBefore;
        if (point == end) {
            out[point + 1] = '0';
            out[point] = '.';
            return point + 2;
        }
        System.arraycopy(out, point, out, point + 1, end - point);
        out[point] = '.';
        return end + 1;
    }

    private static int writeExponent(int exponent, byte[] out, int at) {
        out[at] = 'E';
        out[at + 1] = (byte) (exponent < 0 ? '-' : '+');
        return IntegerText.writeUnsigned(Math.abs(exponent), out, at + 2);
    }

    /** The value of a {@code $numberDouble}; the forms that only Java knows (hexadecimal, a suffix) are refused. */
    static double parse(String text) throws ExtendedJsonFormatException {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> parseFinite(text);
        };
    }

    /** The value of a plain number. */
    static double parseFinite(String text) throws ExtendedJsonFormatException {
        double value = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (!Double.isFinite(value)) {
            throw new ExtendedJsonFormatException("expected a double, found " + Excerpt.of(text));
        }
        return value;
    }
}
