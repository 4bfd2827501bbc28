package io.snapferry.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartSizesTest {
    private static final int MIB = 1 << 20;

    @Test
    void firstThousandPartsHaveTheSizeThatWasSet() {
        assertThat(PartSizes.sizeBytes(8 * MIB, 1)).isEqualTo(8 * MIB);
        assertThat(PartSizes.sizeBytes(8 * MIB, 1_000)).isEqualTo(8 * MIB);
    }

    @Test
    void doublesEveryThousandParts() {
        assertThat(PartSizes.sizeBytes(8 * MIB, 1_001)).isEqualTo(16 * MIB);
        assertThat(PartSizes.sizeBytes(8 * MIB, 2_001)).isEqualTo(32 * MIB);
    }

    @Test
    void stopsAtTheLargestPart() {
        assertThat(PartSizes.sizeBytes(8 * MIB, PartSizes.MAX_PART_COUNT)).isEqualTo(512 * MIB);
        assertThat(PartSizes.sizeBytes(512 * MIB, PartSizes.MAX_PART_COUNT)).isEqualTo(512 * MIB);
    }

    @Test
    void allPartsTogetherHoldTwoTebibytes() {
        long total = 0;
        for (int number = 1; number <= PartSizes.MAX_PART_COUNT; number++) {
            total += PartSizes.sizeBytes(S3Settings.DEFAULT_PART_SIZE_BYTES, number);
        }

        assertThat(total).isGreaterThan(2L << 40);
    }
}
