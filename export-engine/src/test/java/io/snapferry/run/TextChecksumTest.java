package io.snapferry.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class TextChecksumTest {
    private static int checksum(byte[] bytes, int from, int to) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, from, to - from);
        return (int) checksum.getValue();
    }

    private static String whole(byte[] bytes) {
        return HexFormat.of().toHexDigits(checksum(bytes, 0, bytes.length));
    }

    /** The check value of RFC 3720's CRC in the catalogue of parametrised CRC algorithms. */
    @Test
    void givesThePublishedCheckValueFromPieces() {
        byte[] text = "123456789".getBytes(StandardCharsets.US_ASCII);
        TextChecksum sum = new TextChecksum();
        sum.append(checksum(text, 0, 4), 4);
        sum.append(checksum(text, 4, 9), 5);
        assertThat(sum.hex()).isEqualTo("e3069283");
        assertThat(TextChecksum.hexOf(text)).isEqualTo("e3069283");
        assertThat(sum.sizeBytes()).isEqualTo(9);
    }

    @Test
    void isThatOfTheWholeTextHoweverItIsCut() {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            byte[] text = new byte[random.nextInt(70_000)];
            random.nextBytes(text);
            TextChecksum sum = new TextChecksum();
            int from = 0;
            while (from < text.length) {
                int to = Math.min(text.length, from + random.nextInt(20_000));
                sum.append(checksum(text, from, to), to - from);
                from = to;
            }
            assertThat(sum.hex()).isEqualTo(whole(text));
        }
    }

    @Test
    void ofNothingIsZero() {
        TextChecksum sum = new TextChecksum();
        assertThat(sum.hex()).isEqualTo("00000000");
        sum.append(0, 0);
        assertThat(sum.hex()).isEqualTo(whole(new byte[0]));
    }
}
