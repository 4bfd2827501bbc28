package io.snapferry.server.catalog.sql;

import java.time.Duration;
import java.util.Optional;

/**
 * How a catalog in PostgreSQL is reached.
 *
 * @param url of JDBC, {@code jdbc:postgresql://host:port/database?...}
 * @param user empty for the driver's default
 * @param password empty when the server asks for none, or when the driver finds one itself
 * @param maxConnections of this server, at least {@value #MIN_CONNECTIONS}
 * @param patience how long a request waits for a connection, and a start for the database
 */
public record PostgresSettings(
        String url, Optional<String> user, Optional<String> password, int maxConnections, Duration patience) {
    /** What every URL begins with. */
    public static final String URL_START = "jdbc:postgresql:";

    /** One that writes and one that reads can never wait for each other. */
    public static final int MIN_CONNECTIONS = 2;

    /** Connections of one server if nothing else is set. */
    public static final int DEFAULT_MAX_CONNECTIONS = 10;

    private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(10);

    /** With the default patience. */
    public PostgresSettings(String url, Optional<String> user, Optional<String> password, int maxConnections) {
        this(url, user, password, maxConnections, DEFAULT_PATIENCE);
    }

    /** @throws IllegalArgumentException when the URL is none of PostgreSQL's driver, or there are too few connections */
    public PostgresSettings {
        if (!url.startsWith(URL_START)) {
            throw new IllegalArgumentException("a URL that begins with " + URL_START + " is expected");
        }
        if (maxConnections < MIN_CONNECTIONS) {
            throw new IllegalArgumentException("at least " + MIN_CONNECTIONS + " connections: " + maxConnections);
        }
    }

    /** The URL without its parameters, which may hold a password; for messages. */
    String place() {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return place();
    }
}
