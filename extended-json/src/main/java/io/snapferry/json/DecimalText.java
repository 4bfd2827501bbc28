package io.snapferry.json;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.types.Decimal128;

/** A decimal128 as Extended JSON writes it. */
final class DecimalText {
    /** The largest coefficient that the format knows, 10^34 - 1, as the high 49 and the low 64 bits. */
    private static final long MAX_COEFFICIENT_HIGH = 0x0001_ED09_BEAD_87C0L;

    private static final long MAX_COEFFICIENT_LOW = 0x378D_8E63_FFFF_FFFFL;
    private static final long COEFFICIENT_HIGH_MASK = (1L << 49) - 1;

    /** With both bits set the exponent lies elsewhere and the coefficient is too large by definition. */
    private static final long LARGE_COEFFICIENT_MASK = 3L << 61;

    /**
     * A value written without an exponent has up to 6,176 digits after the point; more cannot be exact. Bounds the time
     * that a hostile number takes, which grows with the square of its digits.
     */
    private static final int MAX_CHARACTERS = 6300;

    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE]([+-]?\\d+))?");

    private DecimalText() {}

    /**
     * Encodings outside the format (a coefficient of 10^34 or more) stand for zero, as IEEE 754-2008 says in 3.5.2; the
     * library writes their digits, which nothing can read back.
     */
    static String of(Decimal128 value) {
        return isCoefficientTooLarge(value) ? zeroLike(value).toString() : value.toString();
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

    private static boolean isCoefficientTooLarge(Decimal128 value) {
        if ((value.getHigh() & LARGE_COEFFICIENT_MASK) == LARGE_COEFFICIENT_MASK) {
            // Also infinities and NaN; the library has all of these right.
            return false;
        }
        long high = value.getHigh() & COEFFICIENT_HIGH_MASK;
        return high > MAX_COEFFICIENT_HIGH
                || (high == MAX_COEFFICIENT_HIGH && Long.compareUnsigned(value.getLow(), MAX_COEFFICIENT_LOW) > 0);
    }

    private static Decimal128 zeroLike(Decimal128 value) {
        return Decimal128.fromIEEE754BIDEncoding(value.getHigh() & ~COEFFICIENT_HIGH_MASK, 0);
    }
}
