package io.snapferry.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class DigestHashesTest {
    @Test
    void areWhatMd5sumAndSha256sumGive() {
        // printf 'abcdefgh:MMS Public API:d8b2c0e6-0000-4000-8000-000000000000' | md5sum, and | sha256sum
        DigestHashes hashes = DigestHashes.of("abcdefgh", "d8b2c0e6-0000-4000-8000-000000000000");

        assertThat(hashes.hex(DigestAlgorithm.MD5)).contains("ee5c7ccd106adb3549b05742917cbbdb");
        assertThat(hashes.hex(DigestAlgorithm.SHA_256))
                .contains("e9671792398c02fbdac8e04fd3ea9fd4c7426261af54001e998c4b9fe3cba4f4");
    }

    @Test
    void refuseAColonInThePublicKey() {
        assertThatThrownBy(() -> DigestHashes.of("a:b", "c")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void areNotInTheirText() {
        assertThat(DigestHashes.of("a", "b").toString())
                .doesNotContain(DigestHashes.of("a", "b").md5Hex());
    }
}
