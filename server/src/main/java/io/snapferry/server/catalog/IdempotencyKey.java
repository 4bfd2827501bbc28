package io.snapferry.server.catalog;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Names a request, so that sending it again does it only once. Unique in a project.
 *
 * @param value 1 to 255 visible characters of ASCII
 */
public record IdempotencyKey(String value) {
    /** How long a key is remembered at least; as long as its job is unfinished in any case. */
    public static final Duration LIFETIME = Duration.ofHours(24);

    private static final Pattern FORM = Pattern.compile("[!-~]{1,255}");

    /** @throws IllegalArgumentException when it has not the form of one */
    public IdempotencyKey {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not 1 to 255 visible characters of ASCII");
        }
    }

    /** Whether the text can be a key. */
    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
