package io.snapferry.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoubleTextTest {
    private static final int FIRST_JAVA_WITH_SHORTEST_TEXT = 19;

    @Property(seed = "1", tries = 2000)
    void readsBackAsTheSameBits(@ForAll long bits) throws ExtendedJsonFormatException {
        double value = Double.longBitsToDouble(bits);
        double back = DoubleText.parse(text(value));
        assertThat(Double.doubleToLongBits(back)).isEqualTo(Double.doubleToLongBits(value));
    }

    @Test
    void equalsTheTextOfANewJava() {
        assumeTrue(
                Runtime.version().feature() >= FIRST_JAVA_WITH_SHORTEST_TEXT, "this Java's text is not the shortest");
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            assertThat(text(value).replace("+", "")).isEqualTo(Double.toString(value));
        }
    }

    private static String text(double value) {
        byte[] out = new byte[DoubleText.MAX_LENGTH + Long.BYTES];
        return new String(out, 0, new DoubleText().write(value, out, 0), StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @CsvSource({"1, 1.0", "+1, 1.0", ".5, 0.5", "5., 5.0", "1e3, 1000.0", "1.0E+3, 1000.0", "-0, -0.0", "1E-400, 0.0"})
    void readsEveryDecimalForm(String text, double value) throws ExtendedJsonFormatException {
        assertThat(DoubleText.parse(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 1",
                "1 ",
                "1d",
                "1f",
                "0x1p3",
                "nan",
                "inf",
                "+Infinity",
                "-NaN",
                "1e",
                "e1",
                ".",
                "1e400",
                "1,0",
                "\u0661",
                "--1"
            })
    void refusesWhatIsNoDecimalOrOutOfRange(String text) {
        assertThatThrownBy(() -> DoubleText.parse(text))
                .isInstanceOf(ExtendedJsonFormatException.class)
                .hasMessage("expected a double, found \"" + text + "\"");
    }
}
