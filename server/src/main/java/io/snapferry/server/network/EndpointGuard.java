package io.snapferry.server.network;

import io.snapferry.store.HostRefusedException;
import io.snapferry.store.HostResolver;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Keeps clients from sending the server where they cannot go themselves: to the machine it runs on, to the service that gives
 * a cloud's credentials to its machines, perhaps to the private network. An endpoint that a client names is checked when it is
 * named, and each time a connection is made, since a name can lead elsewhere by then. Immutable.
 */
public final class EndpointGuard implements HostResolver {
    private final boolean allowsPrivate;
    private final boolean allowsLoopback;
    private final HostResolver names;

    /**
     * @param allowsPrivate whether private networks may be reached
     * @param allowsLoopback whether this machine may be reached
     * @param names asked for the addresses of a host
     */
    public EndpointGuard(boolean allowsPrivate, boolean allowsLoopback, HostResolver names) {
        this.allowsPrivate = allowsPrivate;
        this.allowsLoopback = allowsLoopback;
        this.names = names;
    }

    /** The same, but this machine may be reached: for what its operator set up. */
    public EndpointGuard withLoopback() {
        return new EndpointGuard(allowsPrivate, true, names);
    }

    /**
     * Checks an endpoint that a client names. A name without an address now is let through: it is checked again before it is
     * connected to.
     *
     * @throws HostRefusedException when it must not be connected to, or is not http or https with a host alone
     */
    public void check(URI endpoint) throws HostRefusedException {
        boolean isWeb = "http".equalsIgnoreCase(endpoint.getScheme()) || "https".equalsIgnoreCase(endpoint.getScheme());
        if (!isWeb || endpoint.getHost() == null || endpoint.getRawUserInfo() != null) {
            throw new HostRefusedException("expected an http or https address without user name");
        }
        try {
            resolve(endpoint.getHost());
        } catch (UnknownHostException e) {
            // perhaps later
        }
    }

    /** All its addresses, when each of them may be connected to. */
    @Override
    public List<InetAddress> resolve(String host) throws HostRefusedException, UnknownHostException {
        boolean isIpv6 = host.startsWith("[") && host.endsWith("]");
        List<InetAddress> addresses = names.resolve(isIpv6 ? host.substring(1, host.length() - 1) : host);
        for (InetAddress address : addresses) {
            require(host, AddressKind.of(address));
        }
        return addresses;
    }

    /** The address itself is not told: a client could learn the names of a private network from it. */
    private void require(String host, AddressKind kind) throws HostRefusedException {
        switch (kind) {
            case PUBLIC -> {}
            case PRIVATE -> {
                if (!allowsPrivate) {
                    throw new HostRefusedException(
                            host + " is in a private network, which network.allow-private-endpoints does not allow");
                }
            }
            case LOOPBACK -> {
                if (!allowsLoopback) {
                    throw new HostRefusedException(host
                            + " is the server's own machine, which network.allow-loopback-endpoints does not allow");
                }
            }
            case SPECIAL -> throw new HostRefusedException(host + " has an address that no store can have");
        }
    }
}
