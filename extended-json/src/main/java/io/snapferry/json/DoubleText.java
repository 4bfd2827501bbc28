package io.snapferry.json;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.util.regex.Pattern;

/**
 * A double as Extended JSON writes it: the shortest decimal that reads back as the same bits, always with a fraction, and
 * with a sign in front of every exponent.
 *
 * <p>{@link Double#toString(double)} is the shortest only since Java 19; an older one would give other text for the same
 * document.
 */
final class DoubleText {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

    private DoubleText() {}

    static String of(double value) {
        String text = NumberOutput.toString(value, true);
        int exponent = text.indexOf('E') + 1;
        if (exponent == 0 || text.charAt(exponent) == '-') {
            return text;
        }
        return text.substring(0, exponent) + '+' + text.substring(exponent);
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
