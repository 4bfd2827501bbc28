package io.snapferry.bson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictUtf8Test {
    @ParameterizedTest(name = "{0} is invalid at {1}")
    @CsvSource({
        "80, 0", // continuation without a lead
        "41C3, 1", // cut after the lead
        "E282, 0", // cut after the second byte
        "F09F98, 0", // cut after the third byte
        "C080, 0", // zero in two bytes
        "C1BF, 0", // overlong in two bytes
        "E09FBF, 0", // overlong in three bytes
        "F08FBFBF, 0", // overlong in four bytes
        "CEB1EDA080, 2", // a high surrogate
        "EDBFBF, 0", // a low surrogate
        "EDA0BDEDB880, 0", // a pair of surrogates as two sequences
        "F4908080, 0", // above U+10FFFF
        "F5808080, 0",
        "FE, 0",
        "FF, 0",
        "C341, 0", // second byte is no continuation
        "E28241, 0",
        "F09F9841, 0",
    })
    void refusesMalformedSequences(String hex, int position) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(StrictUtf8.firstInvalid(bytes, 0, bytes.length)).isEqualTo(position);
    }

    @Test
    void acceptsEveryCodePointThatIsNoSurrogate() {
        StringBuilder all = new StringBuilder();
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
                all.appendCodePoint(codePoint);
            }
        }
        byte[] bytes = all.toString().getBytes(StandardCharsets.UTF_8);
        assertThat(StrictUtf8.firstInvalid(bytes, 0, bytes.length)).isEqualTo(StrictUtf8.ALL_VALID);
    }

    @Test
    void agreesWithTheStrictDecoderOnEverySequenceOfThreeBytes() {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        byte[] bytes = new byte[3];
        for (int sequence = 0x800000; sequence <= 0xFFFFFF; sequence += 3) {
            bytes[0] = (byte) (sequence >> 16);
            bytes[1] = (byte) (sequence >> 8);
            bytes[2] = (byte) sequence;
            boolean isValid = StrictUtf8.firstInvalid(bytes, 0, bytes.length) == StrictUtf8.ALL_VALID;
            if (isValid != decodes(decoder, bytes)) {
                fail("%06x: valid to one, invalid to the other", sequence);
            }
        }
    }

    @Test
    void readsNoByteAfterTheRange() {
        byte[] bytes = HexFormat.of().parseHex("41E28286");
        assertThat(StrictUtf8.firstInvalid(bytes, 0, 3)).isEqualTo(1);
        assertThat(StrictUtf8.firstInvalid(bytes, 1, 4)).isEqualTo(StrictUtf8.ALL_VALID);
    }

    private static boolean decodes(CharsetDecoder decoder, byte[] bytes) {
        return !decoder.reset()
                .decode(ByteBuffer.wrap(bytes), CharBuffer.allocate(bytes.length), true)
                .isError();
    }
}
