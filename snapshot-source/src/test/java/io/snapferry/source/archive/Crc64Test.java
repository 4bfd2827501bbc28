package io.snapferry.source.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Crc64Test {
    /** The check value of CRC-64/XZ in the catalogue of parametrised CRC algorithms. */
    @Test
    void givesTheCheckValue() {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertThat(Crc64.update(Crc64.EMPTY, digits, 0, digits.length)).isEqualTo(0x995DC9BBDF1939FAL);
    }

    @Test
    void givesTheSameInOneStepOrByteByByte() {
        byte[] bytes = new byte[1000];
        new Random(1).nextBytes(bytes);
        long slow = Crc64.EMPTY;
        for (int i = 3; i < bytes.length; i++) {
            slow = Crc64.update(slow, bytes, i, 1);
        }
        assertThat(Crc64.update(Crc64.EMPTY, bytes, 3, bytes.length - 3)).isEqualTo(slow);
    }
}
