package io.snapferry.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class DigestHa1Test {
    @Test
    void isWhatMd5sumGives() {
        // printf 'abcdefgh:MMS Public API:d8b2c0e6-0000-4000-8000-000000000000' | md5sum
        assertThat(DigestHa1.hex("abcdefgh", "d8b2c0e6-0000-4000-8000-000000000000"))
                .isEqualTo("ee5c7ccd106adb3549b05742917cbbdb");
    }

    @Test
    void refusesAColonInThePublicKey() {
        assertThatThrownBy(() -> DigestHa1.hex("a:b", "c")).isInstanceOf(IllegalArgumentException.class);
    }
}
