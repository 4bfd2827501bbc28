package io.snapferry.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.Test;

class DecimalTextTest {
    @Test
    void equalsTheLibrarysTextForAnyBits() {
        Random random = new Random(5);
        for (int i = 0; i < 200_000; i++) {
            assertSame(random.nextLong(), random.nextLong());
        }
    }

    @Test
    void equalsTheLibrarysTextForEveryNumberOfDigitsAndPlaceOfThePoint() {
        for (int digits = 0; digits <= 34; digits++) {
            BigInteger nines = BigInteger.TEN.pow(digits).subtract(BigInteger.ONE);
            for (BigInteger coefficient :
                    new BigInteger[] {nines, nines.add(BigInteger.ONE), BigInteger.valueOf(digits)}) {
                for (long exponent = -45; exponent <= 45; exponent++) {
                    long high =
                            (exponent + 6176) << 49 | coefficient.shiftRight(64).longValue();
                    assertSame(high, coefficient.longValue());
                }
            }
        }
    }

    private static void assertSame(long high, long low) {
        byte[] out = new byte[DecimalText.MAX_LENGTH];
        String actual = new String(out, 0, DecimalText.write(high, low, out, 0), StandardCharsets.US_ASCII);
        String expected = LibraryTranscoder.decimalText(Decimal128.fromIEEE754BIDEncoding(high, low));
        if (!actual.equals(expected)) {
            assertThat(actual).as("%x %x", high, low).isEqualTo(expected);
        }
    }
}
