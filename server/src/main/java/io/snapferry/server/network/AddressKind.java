package io.snapferry.server.network;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Whose an address is, by the registries of special addresses (RFC 6890 and what followed it). */
enum AddressKind {
    PUBLIC,
    /** Of a private network. */
    PRIVATE,
    /** Of this machine. */
    LOOPBACK,
    /** Of nobody, of many, of the link, or of the services through which clouds give credentials to their machines. */
    SPECIAL;

    private static final List<AddressBlock> LOOPBACKS = blocks("127.0.0.0/8", "::1/128");

    /** The first two are in private networks, and give credentials all the same. */
    private static final List<AddressBlock> SPECIALS = blocks(
            "100.100.100.200/32",
            "fd00:ec2::/32",
            "0.0.0.0/8",
            "169.254.0.0/16",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/128",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "3fff::/20",
            "5f00::/16",
            "fe80::/10",
            "ff00::/8");

    private static final List<AddressBlock> PRIVATES =
            blocks("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10");

    /** IPv6 addresses that end in an IPv4 address, to which a gateway or the system leads. */
    private static final List<AddressBlock> IPV4_AT_END =
            blocks("::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48");

    private static final List<AddressBlock> IPV4_IN_6TO4 = blocks("2002::/16");

    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final int START_IN_6TO4 = 2;

    private static List<AddressBlock> blocks(String... texts) {
        return Stream.of(texts)
                .map(text -> AddressBlock.parse(text).orElseThrow())
                .toList();
    }

    static AddressKind of(InetAddress address) {
        if (isIn(address, LOOPBACKS)) {
            return LOOPBACK;
        }
        if (isIn(address, SPECIALS)) {
            return SPECIAL;
        }
        if (address instanceof Inet4Address) {
            return isIn(address, PRIVATES) ? PRIVATE : PUBLIC;
        }
        if (isIn(address, IPV4_AT_END) || isIsatap(address)) {
            return ofIpv4In(address, IPV6_BYTES - IPV4_BYTES);
        }
        if (isIn(address, IPV4_IN_6TO4)) {
            return ofIpv4In(address, START_IN_6TO4);
        }
        return isIn(address, PRIVATES) ? PRIVATE : PUBLIC;
    }

    /** RFC 5214: {@code 0:5efe} or {@code 200:5efe} before an IPv4 address, in any network. */
    private static boolean isIsatap(InetAddress address) {
        byte[] bytes = address.getAddress();
        return (bytes[8] & ~0x02) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && (bytes[11] & 0xff) == 0xfe;
    }

    private static AddressKind ofIpv4In(InetAddress address, int start) {
        try {
            return of(InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), start, start + IPV4_BYTES)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static boolean isIn(InetAddress address, List<AddressBlock> blocks) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }
}
