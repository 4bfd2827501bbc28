package io.snapferry.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RandomNumbersTest {
    /** Published values of SplitMix64 for the seed 1234567. */
    @Test
    void numbersAreThoseOfTheAlgorithm() {
        RandomNumbers random = new RandomNumbers(1_234_567);
        assertThat(random.next()).isEqualTo(6_457_827_717_110_365_317L);
        assertThat(random.next()).isEqualTo(3_203_168_211_198_807_973L);
    }

    @Test
    void boundsHold() {
        RandomNumbers random = new RandomNumbers(1);
        boolean first = false;
        boolean last = false;
        for (int i = 0; i < 1000; i++) {
            int number = random.between(3, 5);
            assertThat(number).isBetween(3, 5);
            first |= number == 3;
            last |= number == 5;
            assertThat(random.fraction()).isBetween(0.0, 1.0);
        }
        assertThat(first && last).isTrue();
    }
}
