package io.snapferry.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GzipCodecsTest {
    private static final CodecId ISAL = new CodecId("isa-l", 1);
    private static final GzipCodecs WITHOUT_NATIVE =
            new GzipCodecs(NativeCompression.AUTO, () -> Optional.of("/tmp is mounted noexec"));

    @Test
    void fastIsNativeWhereThatIsThere() {
        assertThat(new GzipCodecs(NativeCompression.AUTO, Optional::empty)
                        .forLevel(GzipLevel.FAST)
                        .id())
                .isEqualTo(ISAL);
    }

    /** Where it should be there: else this library was changed in a way that makes every export slow, and nobody notices. */
    @Test
    void theNativeLibraryCanBeLoadedOnLinuxWithX86() {
        assumeThat(System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                .isEqualTo("Linux amd64");
        assertThat(IsalLibrary.missing()).isEmpty();
    }

    @Test
    void fastIsTheJdkWhereNativeIsMissing() {
        assertThat(WITHOUT_NATIVE.forLevel(GzipLevel.FAST).id()).isEqualTo(new CodecId("jdk-deflater", 1));
    }

    @Test
    void nativeIsNotEvenLookedForWhenItIsSwitchedOffOrNotWanted() {
        AtomicInteger asked = new AtomicInteger();
        assertThat(new GzipCodecs(NativeCompression.OFF, () -> Optional.of("asked " + asked.incrementAndGet()))
                        .forLevel(GzipLevel.FAST)
                        .id())
                .isEqualTo(new CodecId("jdk-deflater", 1));
        GzipCodecs auto = new GzipCodecs(NativeCompression.AUTO, () -> Optional.of("asked " + asked.incrementAndGet()));
        auto.forLevel(GzipLevel.BALANCED);
        auto.forLevel(GzipLevel.SMALL);
        assertThat(asked).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({"BALANCED, 6", "SMALL, 9"})
    void smallerLevelsAreTheJdks(GzipLevel level, int deflaterLevel) {
        assertThat(new GzipCodecs(NativeCompression.AUTO).forLevel(level).id())
                .isEqualTo(new CodecId("jdk-deflater", deflaterLevel));
    }

    @Test
    void theSameCodecIsOpenedByItsName() throws CodecUnavailableException {
        for (GzipLevel level : GzipLevel.values()) {
            CodecId id = WITHOUT_NATIVE.forLevel(level).id();
            assertThat(WITHOUT_NATIVE.exactly(id).id()).isEqualTo(id);
        }
    }

    @Test
    void aNativeCodecThatIsMissingIsRefusedWithTheReason() {
        assertThatThrownBy(() -> WITHOUT_NATIVE.exactly(ISAL))
                .isInstanceOfSatisfying(
                        CodecUnavailableException.class,
                        e -> assertThat(e.codec()).isEqualTo(ISAL))
                .hasMessage("the codec isa-l level 1, with which this export was begun, is not available here: "
                        + "/tmp is mounted noexec");
        assertThatThrownBy(() -> new GzipCodecs(NativeCompression.OFF).exactly(ISAL))
                .isInstanceOf(CodecUnavailableException.class)
                .hasMessageEndingWith("native compression is switched off");
    }

    @ParameterizedTest
    @CsvSource({"isa-l, 2", "jdk-deflater, 0", "jdk-deflater, 10", "jdk-deflater, -1", "zopfli, 1", "'', 1"})
    void aCodecThatDoesNotExistIsRefused(String name, int level) {
        assertThatThrownBy(() -> new GzipCodecs(NativeCompression.AUTO).exactly(new CodecId(name, level)))
                .isInstanceOf(CodecUnavailableException.class)
                .hasMessageContaining(name + " level " + level)
                .hasMessageEndingWith("this version does not know it");
    }

    @Test
    void levelsAreReadFromTheirTexts() {
        assertThat(GzipLevel.texts()).containsExactly("fast", "balanced", "small");
        assertThat(GzipLevel.of("balanced")).contains(GzipLevel.BALANCED);
        assertThat(GzipLevel.of("BALANCED")).isEmpty();
        assertThat(GzipLevel.of("6")).isEmpty();
    }
}
