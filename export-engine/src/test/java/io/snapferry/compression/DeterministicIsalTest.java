package io.snapferry.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.intel.gkl.compression.IntelDeflater;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DeterministicIsalTest {
    private static final int FIRST_PLACE = 0x2d1bc;

    @Test
    void changesTwelveBytesAndNothingElse() throws IOException {
        byte[] library = library();
        byte[] corrected = DeterministicIsal.correct(library);
        assertThat(corrected).hasSameSizeAs(library);
        int different = 0;
        for (int i = 0; i < library.length; i++) {
            different += corrected[i] == library[i] ? 0 : 1;
        }
        assertThat(different).isEqualTo(12);
    }

    @Test
    void refusesAnotherLibrary() throws IOException {
        byte[] other = library();
        other[FIRST_PLACE + 5]++;
        assertThatThrownBy(() -> DeterministicIsal.correct(other))
                .isInstanceOf(IOException.class)
                .hasMessage("the native library is not the one that is expected: other code at byte " + FIRST_PLACE);
        assertThatThrownBy(() -> DeterministicIsal.correct(Arrays.copyOf(other, FIRST_PLACE + 1)))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> DeterministicIsal.correct(new byte[0])).isInstanceOf(IOException.class);
    }

    private static byte[] library() throws IOException {
        try (InputStream in = IntelDeflater.class.getResourceAsStream("/com/intel/gkl/native/libgkl_compression.so")) {
            return in.readAllBytes();
        }
    }
}
