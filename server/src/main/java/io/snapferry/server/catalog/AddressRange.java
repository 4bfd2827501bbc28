package io.snapferry.server.catalog;

import io.snapferry.server.network.AddressBlock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Internet addresses with the same first bits, IPv4 or IPv6.
 *
 * @param network the first address of the range; its bits after the prefix are zero
 * @param prefixLength how many bits are the same, 0 to 32 or 128
 */
public record AddressRange(InetAddress network, int prefixLength) {
    private static final Pattern PREFIX_LENGTH = Pattern.compile("\\d{1,3}");

    /** @throws IllegalArgumentException when the length is out of range, or bits after the prefix are set */
    public AddressRange {
        int bits = network.getAddress().length * Byte.SIZE;
        if (prefixLength < 0 || prefixLength > bits) {
            throw new IllegalArgumentException("a prefix has 0 to " + bits + " bits, found " + prefixLength);
        }
        if (!network.equals(masked(network, prefixLength))) {
            throw new IllegalArgumentException("bits after the first " + prefixLength + " are set");
        }
    }

    /** The range with just this address. */
    public static AddressRange of(InetAddress address) {
        return new AddressRange(address, address.getAddress().length * Byte.SIZE);
    }

    /**
     * Reads {@code 192.0.2.0/24}. Bits after the prefix are dropped.
     *
     * @return empty when the text is no range
     */
    public static Optional<AddressRange> parse(String cidr) {
        int slash = cidr.indexOf('/');
        if (slash < 0 || !PREFIX_LENGTH.matcher(cidr.substring(slash + 1)).matches()) {
            return Optional.empty();
        }
        int length = Integer.parseInt(cidr.substring(slash + 1));
        return AddressBlock.address(cidr.substring(0, slash))
                .filter(address -> length <= address.getAddress().length * Byte.SIZE)
                .map(address -> new AddressRange(masked(address, length), length));
    }

    /** Whether the address is in the range. One of the other kind never is. */
    public boolean contains(InetAddress address) {
        return address.getAddress().length == network.getAddress().length
                && masked(address, prefixLength).equals(network);
    }

    /** Whether it has just one address. */
    public boolean isSingle() {
        return prefixLength == network.getAddress().length * Byte.SIZE;
    }

    /** For example {@code 192.0.2.0/24} or {@code 2001:db8:0:0:0:0:0:0/32}. */
    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefixLength;
    }

    private static InetAddress masked(InetAddress address, int prefixLength) {
        byte[] bytes = address.getAddress();
        int whole = prefixLength / Byte.SIZE;
        if (whole < bytes.length) {
            bytes[whole] &= (byte) (0xff00 >> prefixLength % Byte.SIZE);
            Arrays.fill(bytes, whole + 1, bytes.length, (byte) 0);
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("bytes of an address are an address", e);
        }
    }
}
