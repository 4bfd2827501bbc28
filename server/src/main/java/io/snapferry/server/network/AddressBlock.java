package io.snapferry.server.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A block of addresses in CIDR notation (RFC 4632): those that agree in the first bits. Immutable. */
public final class AddressBlock {
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    /** With a colon in it Java takes the text for an address and never asks a name server. */
    private static final Pattern IPV6 = Pattern.compile("(?=.*:)[0-9a-fA-F:.]{2,45}");

    private final byte[] first;
    private final int prefixBits;

    private AddressBlock(byte[] first, int prefixBits) {
        this.first = first;
        this.prefixBits = prefixBits;
    }

    /**
     * Reads for example {@code 10.0.0.0/8}, or a single address such as {@code ::1}.
     *
     * @return empty when it is no block, or has bits behind its prefix
     */
    public static Optional<AddressBlock> parse(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> address = address(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = address.get().getAddress();
        int allBits = bytes.length * Byte.SIZE;
        String prefix = slash < 0 ? String.valueOf(allBits) : text.substring(slash + 1);
        if (!prefix.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(prefix) > allBits) {
            return Optional.empty();
        }
        AddressBlock block = new AddressBlock(bytes, Integer.parseInt(prefix));
        return Optional.of(block).filter(found -> Arrays.equals(found.masked(bytes), bytes));
    }

    /**
     * Reads an address without asking a name server. An IPv4 address in the form of IPv6 ({@code ::ffff:192.0.2.1}) is the
     * IPv4 address.
     *
     * @return empty when the text is none
     */
    public static Optional<InetAddress> address(String text) {
        try {
            Matcher dotted = IPV4.matcher(text);
            if (dotted.matches()) {
                byte[] bytes = new byte[4];
                for (int i = 0; i < bytes.length; i++) {
                    int octet = Integer.parseInt(dotted.group(i + 1));
                    if (octet > 255) {
                        return Optional.empty();
                    }
                    bytes[i] = (byte) octet;
                }
                return Optional.of(InetAddress.getByAddress(bytes));
            }
            return IPV6.matcher(text).matches() ? Optional.of(InetAddress.getByName(text)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Whether the address is one of the block; IPv4 addresses are never in blocks of IPv6. */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == first.length && Arrays.equals(masked(bytes), first);
    }

    private byte[] masked(byte[] bytes) {
        byte[] masked = bytes.clone();
        for (int i = 0; i < masked.length; i++) {
            int bits = Math.max(0, Math.min(Byte.SIZE, prefixBits - i * Byte.SIZE));
            masked[i] &= (byte) (0xff << (Byte.SIZE - bits));
        }
        return masked;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressBlock block
                && block.prefixBits == prefixBits
                && Arrays.equals(block.first, first);
    }

    @Override
    public int hashCode() {
        return Objects.hash(prefixBits, Arrays.hashCode(first));
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(first) + "/" + prefixBits;
    }
}
