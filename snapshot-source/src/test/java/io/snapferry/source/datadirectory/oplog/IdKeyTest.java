package io.snapferry.source.datadirectory.oplog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdKeyTest {
    private static byte[] key(String value) {
        return IdKey.of(Bson.field("{_id: " + value + "}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{$numberInt: '1'}",
                "{$numberLong: '1'}",
                "{$numberDouble: '1.0'}",
                "{$numberDecimal: '1'}",
                "{$numberDecimal: '1.000'}",
                "{$numberDecimal: '10E-1'}"
            })
    void numbersOfAllTypesAreEqualByTheirValue(String one) {
        assertThat(key(one)).isEqualTo(key("{$numberInt: '1'}"));
        assertThat(key("{a: " + one + "}")).isEqualTo(key("{a: {$numberInt: '1'}}"));
        assertThat(key("[" + one + "]")).isEqualTo(key("[{$numberInt: '1'}]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{$numberDouble: '-0.0'}",
                "{$numberDecimal: '0E+10'}",
                "{$numberDecimal: '-0'}",
                "{$numberDecimal: '-0E-6176'}"
            })
    void zerosAreEqual(String zero) {
        assertThat(key(zero)).isEqualTo(key("{$numberInt: '0'}"));
    }

    @Test
    void numbersThatNoDoubleTellsApartAreNotEqual() {
        assertThat(key("{$numberLong: '9007199254740993'}")).isNotEqualTo(key("{$numberDouble: '9007199254740992'}"));
        assertThat(key("{$numberLong: '9007199254740992'}")).isEqualTo(key("{$numberDouble: '9007199254740992'}"));
    }

    @Test
    void fractionsAreEqualByTheirValue() {
        assertThat(key("{$numberDouble: '0.5'}")).isEqualTo(key("{$numberDecimal: '0.50'}"));
        assertThat(key("{$numberDouble: '0.1'}")).isNotEqualTo(key("{$numberDecimal: '0.1'}"));
    }

    @Test
    void largeNumbersAreEqualByTheirValue() {
        assertThat(key("{$numberDouble: '1E+30'}")).isNotEqualTo(key("{$numberDecimal: '1E+30'}"));
        assertThat(key("{$numberDouble: '1.8446744073709552E19'}"))
                .isEqualTo(key("{$numberDecimal: '18446744073709551616'}"));
        assertThat(key("{$numberDouble: '-9.223372036854775808E18'}"))
                .isEqualTo(key("{$numberLong: '-9223372036854775808'}"));
        assertThat(key("{$numberDecimal: '9E+6144'}")).isNotEqualTo(key("{$numberDecimal: '9E+6143'}"));
    }

    @Test
    void specialNumbersAreEqualToThemselves() {
        assertThat(key("{$numberDouble: 'NaN'}")).isEqualTo(key("{$numberDecimal: 'NaN'}"));
        assertThat(key("{$numberDouble: 'Infinity'}")).isEqualTo(key("{$numberDecimal: 'Infinity'}"));
        assertThat(key("{$numberDouble: 'Infinity'}")).isNotEqualTo(key("{$numberDouble: '-Infinity'}"));
    }

    @Test
    void otherValuesAreEqualToTheirOwnTypeOnly() {
        assertThat(key("'1'")).isNotEqualTo(key("1")).isEqualTo(key("{$symbol: '1'}"));
        assertThat(key("{$date: {$numberLong: '1'}}")).isNotEqualTo(key("{$timestamp: {t: 0, i: 1}}"));
        assertThat(key("null")).isNotEqualTo(key("{$undefined: true}"));
        assertThat(key("true")).isNotEqualTo(key("1")).isNotEqualTo(key("false"));
    }

    @Test
    void documentsAreEqualFieldByField() {
        assertThat(key("{a: 1, b: 2}")).isNotEqualTo(key("{b: 2, a: 1}"));
        assertThat(key("{a: {b: 1}, c: 1}")).isNotEqualTo(key("{a: {b: 1, c: 1}}"));
        assertThat(key("[[1], 2]")).isNotEqualTo(key("[[1, 2]]"));
        assertThat(key("{}")).isNotEqualTo(key("[]"));
    }
}
