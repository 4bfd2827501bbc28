package io.snapferry.server.http;

import io.snapferry.server.schema.Schema;

/** A name that people give to something. */
public final class DisplayName {
    /** As in Atlas. */
    private static final int MAX_LENGTH = 64;

    /** Of its value. */
    public static final Schema.Text SCHEMA = Schema.text().ofLength(1, MAX_LENGTH);

    private DisplayName() {}

    /** Reads a name of 1 to 64 characters without control characters or space at its ends. */
    public static String of(JsonBody body, String attribute) {
        String name = body.text(attribute);
        if (name.length() > MAX_LENGTH) {
            throw body.invalid(attribute, "it is longer than " + MAX_LENGTH + " characters");
        }
        if (!name.equals(name.strip()) || name.chars().anyMatch(Character::isISOControl)) {
            throw body.invalid(attribute, "it has control characters, or space at its ends");
        }
        return name;
    }
}
