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
 * @param requestTimeout for the head of a request, and again for its body, however steadily its bytes arrive
 * @param answerTimeout for everything from the head of a request to the end of its answer; event streams have none
 * @param stopTimeout for requests under way when the server stops
 * @param requestsPerMinute of one key or service account, which may also come at once; 0 for no limit
 */
public record HttpLimits(
        int maxBodyBytes,
        int maxHeaderBytes,
        int maxConnections,
        int maxThreads,
        Duration idleTimeout,
        Duration requestTimeout,
        Duration answerTimeout,
        Duration stopTimeout,
        int requestsPerMinute) {
    /** What Atlas grants for backups and projects. */
    public static final int DEFAULT_REQUESTS_PER_MINUTE = 1_200;

    /** For a server that a team shares. */
    public static final HttpLimits DEFAULT = new HttpLimits(
            1 << 20,
            16 << 10,
            1_024,
            64,
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofSeconds(5),
            DEFAULT_REQUESTS_PER_MINUTE);

    /** The same with another limit of requests. */
    public HttpLimits withRequestsPerMinute(int other) {
        return new HttpLimits(
                maxBodyBytes,
                maxHeaderBytes,
                maxConnections,
                maxThreads,
                idleTimeout,
                requestTimeout,
                answerTimeout,
                stopTimeout,
                other);
    }
}
