package io.snapferry.server.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.store.HostRefusedException;
import io.snapferry.store.HostResolver;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointGuardTest {
    private static final EndpointGuard STRICT = new EndpointGuard(false, false, HostResolver.SYSTEM);
    private static final EndpointGuard USUAL = new EndpointGuard(true, false, HostResolver.SYSTEM);
    private static final EndpointGuard OPEN = new EndpointGuard(true, true, HostResolver.SYSTEM);

    @ParameterizedTest
    @CsvSource({
        "1.1.1.1, PUBLIC",
        "172.32.0.1, PUBLIC",
        "100.128.0.1, PUBLIC",
        "2606:4700::1111, PUBLIC",
        "2002:101:101::, PUBLIC",
        "64:ff9b::1.1.1.1, PUBLIC",
        "10.1.2.3, PRIVATE",
        "172.16.0.1, PRIVATE",
        "172.31.255.255, PRIVATE",
        "192.168.1.1, PRIVATE",
        "100.64.0.1, PRIVATE",
        "fd12:3456::1, PRIVATE",
        "fec0::1, PRIVATE",
        "::ffff:10.0.0.1, PRIVATE",
        "2002:a00:1::1, PRIVATE",
        "64:ff9b::10.0.0.1, PRIVATE",
        "64:ff9b:1::10.0.0.1, PRIVATE",
        "2606:4700::5efe:10.0.0.1, PRIVATE",
        "127.0.0.1, LOOPBACK",
        "127.255.255.254, LOOPBACK",
        "::1, LOOPBACK",
        "::ffff:127.0.0.1, LOOPBACK",
        "::127.0.0.1, LOOPBACK",
        "::ffff:0:127.0.0.1, LOOPBACK",
        "64:ff9b::127.0.0.1, LOOPBACK",
        "2002:7f00:1::, LOOPBACK",
        "fe80::200:5efe:127.0.0.1, SPECIAL",
        "0.0.0.0, SPECIAL",
        "0.1.2.3, SPECIAL",
        "::, SPECIAL",
        "169.254.169.254, SPECIAL",
        "::ffff:169.254.169.254, SPECIAL",
        "64:ff9b::169.254.169.254, SPECIAL",
        "2002:a9fe:a9fe::, SPECIAL",
        "fd00:ec2::254, SPECIAL",
        "100.100.100.200, SPECIAL",
        "192.0.0.192, SPECIAL",
        "198.18.0.1, SPECIAL",
        "203.0.113.1, SPECIAL",
        "224.0.0.1, SPECIAL",
        "255.255.255.255, SPECIAL",
        "fe80::1, SPECIAL",
        "fe80::1%1, SPECIAL",
        "ff02::1, SPECIAL",
        "2001:0:4136:e378::, SPECIAL",
        "2001:db8::1, SPECIAL"
    })
    void knowsWhoseAnAddressIs(String address, AddressKind kind) throws UnknownHostException {
        assertThat(AddressKind.of(InetAddress.getByName(address))).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:9000",
                "http://localhost:9000",
                "http://[::1]:9000",
                "http://[::ffff:7f00:1]/",
                "http://2130706433/"
            })
    void refusesTheServersOwnMachineUnlessItIsAllowed(String endpoint) {
        assertRefused(USUAL, endpoint, "network.allow-loopback-endpoints does not allow");
        assertThatCode(() -> OPEN.check(URI.create(endpoint))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.1", "https://192.168.0.9:9000", "http://[fd12::1]", "http://100.64.1.1"})
    void refusesPrivateNetworksWhenTheyAreNotAllowed(String endpoint) {
        assertRefused(STRICT, endpoint, "network.allow-private-endpoints does not allow");
        assertThatCode(() -> USUAL.check(URI.create(endpoint))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "http://[fd00:ec2::254]/",
                "http://0.0.0.0:9000",
                "http://[::]:9000",
                "http://[fe80::1%251]:9000",
                "http://2852039166/"
            })
    void refusesWhatIsNobodysStoreWhateverIsAllowed(String endpoint) {
        assertRefused(OPEN, endpoint, "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "gopher://1.1.1.1",
                "http:///x",
                "mailto:a@b",
                "http://u:p@1.1.1.1",
                "http://127.1"
            })
    void refusesWhatIsNotTheWeb(String endpoint) {
        assertRefused(OPEN, endpoint, "expected an http or https address");
    }

    private static InetAddress address(String text) {
        return AddressBlock.address(text).orElseThrow();
    }

    private static void assertRefused(EndpointGuard guard, String endpoint, String reason) {
        assertThatThrownBy(() -> guard.check(URI.create(endpoint)))
                .isInstanceOf(HostRefusedException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void refusesANameOfWhichOneAddressIsNotAllowed() {
        EndpointGuard guard = new EndpointGuard(true, false, host -> List.of(address("1.1.1.1"), address("127.0.0.1")));

        assertThatThrownBy(() -> guard.resolve("both.example")).isInstanceOf(HostRefusedException.class);
    }

    @Test
    void letsANameWithoutAnAddressThroughUntilItIsConnectedTo() {
        EndpointGuard guard = new EndpointGuard(true, false, host -> {
            throw new UnknownHostException(host);
        });

        assertThatCode(() -> guard.check(URI.create("http://later.example"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> guard.resolve("later.example")).isInstanceOf(UnknownHostException.class);
    }
}
