package io.snapferry.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a retention ends. */
class RetentionTest {
    @ParameterizedTest
    @CsvSource({
        "1, DAYS, 2028-02-28T15:27:08.321Z, 2028-02-29T15:27:08.321Z",
        "7, DAYS, 2026-03-25T00:30:00Z, 2026-04-01T00:30:00Z",
        "4, WEEKS, 2026-12-31T23:59:00Z, 2027-01-28T23:59:00Z",
        "1, MONTHS, 2026-01-31T15:27:00Z, 2026-02-28T15:27:00Z",
        "1, MONTHS, 2028-01-31T15:27:00Z, 2028-02-29T15:27:00Z",
        "12, MONTHS, 2028-02-29T15:27:00Z, 2029-02-28T15:27:00Z",
        "1, YEARS, 2028-02-29T15:27:00Z, 2029-02-28T15:27:00Z",
        "4, YEARS, 2028-02-29T15:27:00Z, 2032-02-29T15:27:00Z",
        "36500, YEARS, 2026-01-01T00:00:00Z, 9999-12-31T23:59:59Z"
    })
    void endsByTheCalendarOfUtc(int value, Retention.Unit unit, Instant start, Instant expected) {
        assertThat(new Retention(value, unit).endFrom(start)).isEqualTo(expected);
    }
}
