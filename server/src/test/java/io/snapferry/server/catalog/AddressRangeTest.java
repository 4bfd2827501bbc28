package io.snapferry.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.network.AddressBlock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.77/24, 192.0.2.1, true",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.1/32, 192.0.2.1, true",
        "192.0.2.1/32, 192.0.2.0, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 192.0.2.1, false",
        "::/0, 2001:db8::1, true",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "192.0.2.0/24, ::ffff:192.0.2.9, true"
    })
    void hasTheAddressesWithItsFirstBits(String range, String address, boolean expected) {
        assertThat(AddressRange.parse(range)
                        .orElseThrow()
                        .contains(AddressBlock.address(address).orElseThrow()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "192.0.2.0",
                "192.0.2.0/",
                "192.0.2.0/33",
                "192.0.2.0/-1",
                "192.0.2/24",
                "256.0.0.1/8",
                "localhost/8",
                "example.com/8",
                "::1/129",
                ":::1/8",
                "2001:db8/32",
                "::1%lo/128",
                "[::1]/128",
                "1.2.3.4/8/8",
                "0x7f.0.0.1/8",
                "2130706433/8",
                "12345::/8",
                "192.0.2.0/00000000000000000008"
            })
    void refusesWhatIsNoRange(String text) {
        assertThat(AddressRange.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.77/24, 192.0.2.0/24",
        "2001:DB8::1/128, 2001:db8:0:0:0:0:0:1/128",
        "::ffff:192.0.2.1/32, 192.0.2.1/32"
    })
    void isWrittenInOneForm(String text, String expected) {
        assertThat(AddressRange.parse(text).orElseThrow()).hasToString(expected);
    }
}
