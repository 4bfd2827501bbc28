package io.snapferry.server.config;

/**
 * The server cannot start with this configuration. The message names the key in full, what was expected and found, and where;
 * it is one line and holds no secret.
 */
public final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    ConfigurationException(String message) {
        super(message);
    }
}
