package io.snapferry.server.http;

import java.time.Duration;

/**
 * What one client, or all of them together, may take of the server.
 *
 * @param maxBodyBytes of a request; the API's bodies are a few hundred bytes
 * @param maxHeaderBytes of a request, request line included
 * @param maxConnections at the same time; further ones wait to be accepted
 * @param maxThreads that serve requests
 * @param idleTimeout after which a connection that moves no byte is closed
 * @param stopTimeout for requests under way when the server stops
 */
public record HttpLimits(
        int maxBodyBytes,
        int maxHeaderBytes,
        int maxConnections,
        int maxThreads,
        Duration idleTimeout,
        Duration stopTimeout) {
    /** For a server that a team shares. */
    public static final HttpLimits DEFAULT =
            new HttpLimits(1 << 20, 16 << 10, 1_024, 64, Duration.ofSeconds(30), Duration.ofSeconds(5));
}
