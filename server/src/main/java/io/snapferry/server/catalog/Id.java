package io.snapferry.server.catalog;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * An identifier as the API shows it. The type parameter says of what, so that two ids cannot be swapped.
 *
 * @param <T> what the id is of
 * @param hex 24 lower-case hex digits
 */
@SuppressWarnings("UnusedTypeParameter") // it is there for the compiler only
public record Id<T>(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{24}");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_BYTES = 8;

    /** @throws IllegalArgumentException when it is not 24 lower-case hex digits */
    public Id {
        if (!isValid(hex)) {
            throw new IllegalArgumentException("not an id of 24 hex digits: \"" + hex + "\"");
        }
    }

    /** Whether the text has the form of an id. */
    public static boolean isValid(String hex) {
        return FORM.matcher(hex).matches();
    }

    /** A new id that begins with the second, as an ObjectId does, followed by random bits. */
    public static <T> Id<T> next(Instant now) {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        return new Id<>(HexFormat.of().toHexDigits(now.getEpochSecond(), 8)
                + HexFormat.of().formatHex(random));
    }

    @Override
    public String toString() {
        return hex;
    }
}
