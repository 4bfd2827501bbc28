package io.snapferry.source.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionKeyTest {
    private static final String HEX = "00ff02030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    @Test
    void isTheSameInHexAndInBase64() {
        String base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(HEX));

        assertThat(EncryptionKey.parse(base64))
                .isEqualTo(EncryptionKey.parse(HEX))
                .isEqualTo(EncryptionKey.parse(HEX.toUpperCase(java.util.Locale.ROOT)));
    }

    @Test
    void itsIdTellsKeysApartAndIsNoPartOfTheKey() {
        EncryptionKey key = EncryptionKey.parse(HEX);

        assertThat(key.id()).hasSize(16).isNotEqualTo(EncryptedDump.KEY.id());
        assertThat(HEX).doesNotContain(key.id());
        assertThat(key).hasToString("EncryptionKey " + key.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00ff",
                "not base64: secret",
                "c2VjcmV0",
                "00ff02030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1g"
            })
    void refusesWhatIsNoKeyWithoutShowingIt(String text) {
        assertThatThrownBy(() -> EncryptionKey.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected 64 hex digits, or 32 bytes in base64")
                .hasNoCause();
    }
}
