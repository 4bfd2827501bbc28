package io.snapferry.server.network;

import java.io.IOException;
import java.net.URI;

/** Says where this server may connect to on somebody's behalf. Thread-safe. */
@FunctionalInterface
public interface EndpointGuard {
    /** Everywhere. */
    EndpointGuard ANYWHERE = endpoint -> {};

    /**
     * Looks at an address before it is connected to.
     *
     * @throws IOException when it may not be; the message says why and holds no secret
     */
    void check(URI endpoint) throws IOException;
}
