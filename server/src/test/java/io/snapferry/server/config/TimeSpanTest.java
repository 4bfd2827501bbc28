package io.snapferry.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeSpanTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "0m, 0, 0",
        "1s, 1, 1s",
        "90s, 90, 90s",
        "600s, 600, 10m",
        "10m, 600, 10m",
        "120m, 7200, 2h",
        "24h, 86400, 24h",
        "400d, 34560000, 400d"
    })
    void readsWhatItWrites(String text, long seconds, String written) {
        TimeSpan span = TimeSpan.parse(text);
        assertThat(span.duration()).hasSeconds(seconds);
        assertThat(span).hasToString(written).isEqualTo(TimeSpan.parse(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "m", "-1m", "1.5m", "10 m", "10M", "1w", "1000000s", "1m30s"})
    void refusesOtherForms(String text) {
        assertThatThrownBy(() -> TimeSpan.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a time such as 90s, 10m, 2h, 400d or 0, found \"" + text + "\"");
    }
}
