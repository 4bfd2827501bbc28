package io.snapferry.store;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Says which addresses a host has, whenever a store is connected to. Thread-safe. */
@FunctionalInterface
public interface HostResolver {
    /** Asks the system. */
    HostResolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /**
     * The addresses that may be connected to.
     *
     * @param host a name, or an address as text
     * @throws HostRefusedException when the host must not be connected to
     * @throws UnknownHostException when it has no address
     */
    List<InetAddress> resolve(String host) throws HostRefusedException, UnknownHostException;
}
