package io.snapferry.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "1KiB, 1024", "128MiB, 134217728", "3GiB, 3221225472", "1000, 1000", "1025, 1025"})
    void readsWhatItWrites(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 1",
                "1 MiB",
                "-1",
                "1.5GiB",
                "1MB",
                "1mib",
                "MiB",
                "999999999999GiB",
                "0x10",
                "1e3",
                "\u0661"
            })
    void refusesAnotherForm(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
