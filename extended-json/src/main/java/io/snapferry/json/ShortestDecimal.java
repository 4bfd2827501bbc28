package io.snapferry.json;

import java.math.BigInteger;

/**
 * The shortest decimal that reads back as a given double; of those the closest, and of at least two digits where one digit
 * would do only by being less close. That is what {@link Double#toString(double)} documents since Java 19.
 *
 * <p>The method is that of Raffaello Giulietti, "The Schubfach way to render doubles" (2020). A double {@code c * 2^q} stands
 * for all real numbers up to the middle between it and its neighbours. With the power of ten {@code k} for which
 * {@code 10^k} is at most as wide as that interval, at least one and at most two multiples of {@code 10^k} around the double
 * are candidates, and at most one multiple of {@code 10^(k+1)} is shorter. To compare them with the interval's ends all are
 * taken times {@code 4 / 10^k}, by one multiplication with 128 bits of {@code 10^-k} each; the two lowest bits that remain,
 * rounded to odd, are enough to decide exactly (section 9 of the paper).
 *
 * <p>Holds the last result; not thread-safe.
 */
final class ShortestDecimal {
    private static final int FRACTION_BITS = 52;
    private static final long FRACTION_MASK = (1L << FRACTION_BITS) - 1;
    private static final int EXPONENT_MASK = 0x7FF;
    private static final int MIN_BINARY_EXPONENT = -1074;

    /** With a smaller coefficient only one digit of the candidates would be left. */
    private static final int MIN_COEFFICIENT_OF_TWO_DIGITS = 3;

    private static final int SHORTER_CANDIDATE_MIN = 100;

    private long digits;
    private int exponent;

    /** The decimal's digits as a number, without zeros at its end. */
    long digits() {
        return digits;
    }

    /** The power of ten that the digits are multiplied by. */
    int exponent() {
        return exponent;
    }

    /** @param value finite and above zero */
    void find(double value) {
        long bits = Double.doubleToRawLongBits(value);
        long fraction = bits & FRACTION_MASK;
        int biasedExponent = (int) (bits >>> FRACTION_BITS) & EXPONENT_MASK;
        if (biasedExponent > 0) {
            // The neighbour below a power of two is only half as far away as the one above.
            boolean isCloseBelow = fraction == 0 && biasedExponent > 1;
            find(fraction | 1L << FRACTION_BITS, biasedExponent - 1 + MIN_BINARY_EXPONENT, isCloseBelow);
        } else if (fraction >= MIN_COEFFICIENT_OF_TWO_DIGITS) {
            find(fraction, MIN_BINARY_EXPONENT, false);
        } else {
            // Ten times the coefficient, in the same interval, shows one digit more.
            find(10 * fraction, MIN_BINARY_EXPONENT, false);
            exponent--;
        }
        stripZeros();
    }

    private void find(long coefficient, int binaryExponent, boolean isCloseBelow) {
        int k = isCloseBelow
                ? PowersOfTen.floorLog10OfThreeQuarters(binaryExponent)
                : PowersOfTen.floorLog10(binaryExponent);
        int shift = binaryExponent + PowersOfTen.floorLog2OfTen(-k) + 1;
        long high = PowersOfTen.high(-k);
        long low = PowersOfTen.low(-k);
        long middle = coefficient << 2;
        long value = scale(high, low, middle << shift);
        // The ends belong to the interval when a tie is rounded to this double: when it is even.
        int outside = (int) coefficient & 1;
        long lowest = scale(high, low, (middle - (isCloseBelow ? 1 : 2)) << shift) + outside;
        long highest = scale(high, low, (middle + 2) << shift) - outside;

        long below = value >> 2;
        if (below >= SHORTER_CANDIDATE_MIN) {
            long shorter = below / 10;
            boolean isBelowInside = lowest <= 40 * shorter;
            boolean isAboveInside = 40 * shorter + 40 <= highest;
            if (isBelowInside != isAboveInside) {
                digits = isAboveInside ? shorter + 1 : shorter;
                exponent = k + 1;
                return;
            }
        }
        boolean isBelowInside = lowest <= 4 * below;
        boolean isAboveInside = 4 * below + 4 <= highest;
        boolean isAbove = isBelowInside == isAboveInside ? isCloserToNext(value, below) : isAboveInside;
        digits = isAbove ? below + 1 : below;
        exponent = k;
    }

    private static boolean isCloserToNext(long value, long below) {
        long distance = value - 4 * below - 2;
        return distance > 0 || (distance == 0 && (below & 1) != 0);
    }

    /**
     * The product shifted right by 128 bits, rounded to odd: its last bit is also set when anything was shifted out.
     *
     * @param high and {@code low}: 128 bits of a power of ten, rounded up by less than 1
     * @param factor below 2^61, so that the rounding shows in the lowest 62 bits of the product only
     */
    private static long scale(long high, long low, long factor) {
        long middle = high * factor + unsignedMultiplyHigh(low, factor);
        long carry = Long.compareUnsigned(middle, high * factor) < 0 ? 1 : 0;
        long top = unsignedMultiplyHigh(high, factor) + carry;
        return top | (Long.compareUnsigned(middle, 1) > 0 ? 1 : 0);
    }

    /** @param factor not negative */
    private static long unsignedMultiplyHigh(long unsigned, long factor) {
        return Math.multiplyHigh(unsigned, factor) + ((unsigned >> 63) & factor);
    }

    private void stripZeros() {
        while (true) {
            long tenth = digits / 10;
            if (tenth * 10 != digits) {
                return;
            }
            digits = tenth;
            exponent++;
        }
    }

    /** {@code 10^j} as 128 bits {@code g} with {@code g = ceil(10^j * 2^(127 - floor(log2(10^j))))}. Made at first use. */
    static final class PowersOfTen {
        static final int MIN = -292;
        static final int MAX = 324;

        /** Logarithms times 2^32; exact for the exponents of doubles, which a test goes through. */
        private static final long LOG10_OF_2 = 1_292_913_986L;

        private static final long LOG10_OF_THREE_QUARTERS = -536_607_788L;
        private static final long LOG2_OF_10 = 14_267_572_527L;

        private static final long[] HIGH = new long[MAX - MIN + 1];
        private static final long[] LOW = new long[MAX - MIN + 1];

        static {
            BigInteger power = BigInteger.ONE;
            for (int j = 0; j <= MAX; j++) {
                int excess = power.bitLength() - 128;
                put(j, excess <= 0 ? power.shiftLeft(-excess) : ceilShiftRight(power, excess));
                if (j > 0 && -j >= MIN) {
                    put(-j, ceilDivide(BigInteger.ONE.shiftLeft(127 + power.bitLength()), power));
                }
                power = power.multiply(BigInteger.TEN);
            }
        }

        private PowersOfTen() {}

        static long high(int j) {
            return HIGH[j - MIN];
        }

        static long low(int j) {
            return LOW[j - MIN];
        }

        /** The largest power of ten that is at most {@code 2^q}, as its exponent. */
        static int floorLog10(int q) {
            return (int) ((q * LOG10_OF_2) >> 32);
        }

        /** The same for {@code 3/4 * 2^q}. */
        static int floorLog10OfThreeQuarters(int q) {
            return (int) ((q * LOG10_OF_2 + LOG10_OF_THREE_QUARTERS) >> 32);
        }

        /** The largest power of two that is at most {@code 10^j}, as its exponent. */
        static int floorLog2OfTen(int j) {
            return (int) ((j * LOG2_OF_10) >> 32);
        }

        private static void put(int j, BigInteger value) {
            HIGH[j - MIN] = value.shiftRight(Long.SIZE).longValue();
            LOW[j - MIN] = value.longValue();
        }

        private static BigInteger ceilShiftRight(BigInteger value, int bits) {
            return value.negate().shiftRight(bits).negate();
        }

        private static BigInteger ceilDivide(BigInteger dividend, BigInteger divisor) {
            return dividend.add(divisor).subtract(BigInteger.ONE).divide(divisor);
        }
    }
}
