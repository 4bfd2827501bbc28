package io.snapferry.server.catalog;

/**
 * A label that a request adds to an export; it is written to {@code .complete}.
 *
 * @param key as sent
 * @param value as sent
 */
public record CustomData(String key, String value) {}
