package io.snapferry.live;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which settings are refused. */
class LiveSnapshotSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "0, PT1S, PT1S, 1, threads",
        "65, PT1S, PT1S, 1, threads",
        "1, PT0S, PT1S, 1, connectTimeout",
        "1, PT1S, PT-1S, 1, answerTimeout",
        "1, PT1S, PT1S, 0, splitAboveDocuments"
    })
    void refusesAValueOutsideItsRangeByName(
            int threads, Duration connectTimeout, Duration answerTimeout, long splitAboveDocuments, String name) {
        assertThatThrownBy(() -> new LiveSnapshotSettings(threads, connectTimeout, answerTimeout, splitAboveDocuments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name);
    }
}
