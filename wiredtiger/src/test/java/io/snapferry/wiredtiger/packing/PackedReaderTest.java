package io.snapferry.wiredtiger.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.wiredtiger.testing.PackedBytes;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackedReaderTest {
    @ParameterizedTest
    @CsvSource({
        "80, 0",
        "81, 1",
        "bf, 63",
        "c000, 64",
        "c001, 65",
        "dfff, 8255",
        "e100, 8256",
        "e1ff, 8511",
        "e20100, 8512",
        "e4ffffdfbf, 4294967295",
        "e87fffffffffffdfbf, 9223372036854775807",
        "7f, -1",
        "40, -64",
        "3fff, -65",
        "2000, -8256",
        "16dfbf, -8257",
        "16df3f, -8385",
        "108000000000000000, -9223372036854775808"
    })
    void integersOfEachClassAreReadAndWritten(String hex, long value) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(new PackedReader(bytes).signed()).isEqualTo(value);
        assertThat(HexFormat.of().formatHex(new PackedBytes().signed(value).toByteArray()))
                .isEqualTo(hex);
        if (value >= 0) {
            assertThat(new PackedReader(bytes).unsigned()).isEqualTo(value);
            assertThat(new PackedWriter().unsigned(value).toByteArray()).isEqualTo(bytes);
        }
    }

    @Property(seed = "1", tries = 20_000)
    void allIntegersComeBack(@ForAll long value) {
        byte[] signed = new PackedBytes().signed(value).toByteArray();
        PackedReader reader = new PackedReader(signed);

        assertThat(reader.signed()).isEqualTo(value);
        assertThat(reader.remaining()).isZero();
        assertThat(new PackedReader(new PackedBytes().unsigned(value).toByteArray()).unsigned())
                .isEqualTo(value);
    }

    @Property(seed = "2", tries = 20_000)
    void theOrderOfBytesIsTheOrderOfNumbers(@ForAll long one, @ForAll long other) {
        assertThat(Integer.signum(Arrays.compareUnsigned(
                        new PackedBytes().signed(one).toByteArray(),
                        new PackedBytes().signed(other).toByteArray())))
                .isEqualTo(Long.compare(one, other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c0",
                "df",
                "e1",
                "e4ffffff",
                "e8",
                "e900",
                "e8ffffffffffffdfc0",
                "e8ffffffffffffffff",
                "ef",
                "f0",
                "ff",
                "00",
                "0f"
            })
    void whatIsNoIntegerIsRefused(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThatThrownBy(() -> new PackedReader(bytes).unsigned()).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new PackedReader(bytes).signed()).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7f", "40", "3fff", "16dfbf"})
    void aNegativeIntegerIsNoUnsignedOne(String hex) {
        assertThatThrownBy(() -> new PackedReader(HexFormat.of().parseHex(hex)).unsigned())
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("expected an unsigned packed integer, found first byte 0x" + hex.substring(0, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"20", "10", "15ffff", "19", "1f"})
    void aNegativeIntegerThatIsCutOrTooLongIsRefused(String hex) {
        assertThatThrownBy(() -> new PackedReader(HexFormat.of().parseHex(hex)).signed())
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void nothingIsReadBehindTheRange() {
        PackedReader reader = new PackedReader();
        reader.reset(new byte[] {(byte) 0xc0, 5, 6}, 0, 1);

        assertThatThrownBy(reader::unsigned).isInstanceOf(MalformedException.class);
        assertThat(reader.remaining()).isZero();
    }

    @Test
    void skippingTellsWhereTheBytesBeginAndStaysInTheRange() {
        PackedReader reader = new PackedReader(new byte[5]);

        assertThat(reader.skip(2)).isZero();
        assertThat(reader.skip(3)).isEqualTo(2);
        assertThatThrownBy(() -> reader.skip(1)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> reader.skip(-1)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> reader.skip(1L << 32)).isInstanceOf(MalformedException.class);
    }
}
