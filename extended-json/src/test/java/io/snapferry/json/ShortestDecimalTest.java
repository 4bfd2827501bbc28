package io.snapferry.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.json.ShortestDecimal.PowersOfTen;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShortestDecimalTest {
    private static final int MIN_BINARY_EXPONENT = -1074;
    private static final int MAX_BINARY_EXPONENT = 971;

    @Test
    void logarithmsAreRightForEveryExponentOfADouble() {
        for (int q = MIN_BINARY_EXPONENT; q <= MAX_BINARY_EXPONENT; q++) {
            BigDecimal power = q >= 0
                    ? new BigDecimal(BigInteger.TWO.pow(q))
                    : new BigDecimal(BigInteger.valueOf(5).pow(-q)).scaleByPowerOfTen(q);
            assertThat(PowersOfTen.floorLog10(q)).isEqualTo(floorLog10(power));
            assertThat(PowersOfTen.floorLog10OfThreeQuarters(q))
                    .isEqualTo(floorLog10(power.multiply(new BigDecimal("0.75"))));
        }
        for (int j = PowersOfTen.MIN; j <= PowersOfTen.MAX; j++) {
            int bits = BigInteger.TEN.pow(Math.abs(j)).bitLength();
            assertThat(PowersOfTen.floorLog2OfTen(j)).isEqualTo(j > 0 ? bits - 1 : j == 0 ? 0 : -bits);
        }
    }

    private static int floorLog10(BigDecimal value) {
        return value.precision() - value.scale() - 1;
    }

    @Test
    void equalsTheLibrarysTextForDoublesOfEveryKind() {
        Random random = new Random(3);
        DoubleText text = new DoubleText();
        byte[] out = new byte[64];
        for (int i = 0; i < 1_000_000; i++) {
            double value = next(random, i % 10);
            String actual = new String(out, 0, text.write(value, out, 0), StandardCharsets.US_ASCII);
            String expected = LibraryTranscoder.doubleText(value);
            if (!actual.equals(expected)) {
                assertThat(actual)
                        .as("bits %x", Double.doubleToRawLongBits(value))
                        .isEqualTo(expected);
            }
        }
    }

    private static double next(Random random, int kind) {
        return switch (kind) {
            case 0 -> random.nextInt(100_000_000) / 100.0;
            case 1 -> random.nextInt() / 1e6;
            case 2 -> random.nextInt() / 1e9;
            case 3 -> random.nextGaussian() * 1000;
            case 4 -> Math.scalb(1.0, random.nextInt(2098) - 1074);
            case 5 -> Math.nextUp(Math.scalb(1.0, random.nextInt(2098) - 1074));
            case 6 -> Math.nextDown(Math.pow(10, random.nextInt(616) - 308));
            case 7 -> Double.longBitsToDouble(random.nextInt(5000)) * (random.nextBoolean() ? 1 : -1);
            case 8 -> (double) (random.nextLong() >> random.nextInt(64));
            default -> Double.longBitsToDouble(random.nextLong());
        };
    }
}
