package io.snapferry.server.config;

/**
 * A text that must not be printed.
 *
 * @param value the text itself
 */
public record Secret(String value) {
    @Override
    public String toString() {
        return "Secret";
    }
}
