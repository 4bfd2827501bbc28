package io.snapferry.server.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number of bytes as people write it.
 *
 * @param bytes at least 0
 */
public record ByteSize(long bytes) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,12})(KiB|MiB|GiB)?");

    /** @throws IllegalArgumentException when it is negative */
    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is not negative: " + bytes);
        }
    }

    /**
     * Reads {@code 1048576}, {@code 64KiB}, {@code 128MiB} or {@code 1GiB}.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public static ByteSize parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "expected a size such as 1048576, 64KiB, 128MiB or 1GiB, found \"" + text + "\"");
        }
        long count = Long.parseLong(form.group(1));
        long unit = unit(form.group(2));
        if (count > Long.MAX_VALUE / unit) {
            throw new IllegalArgumentException("a size of " + text + " is more than there can be");
        }
        return new ByteSize(count * unit);
    }

    private static long unit(@Nullable String name) {
        if (name == null) {
            return 1;
        }
        return switch (name) {
            case "KiB" -> 1L << 10;
            case "MiB" -> 1L << 20;
            default -> 1L << 30;
        };
    }

    /** With the largest unit that needs no fraction, in the form that {@link #parse} reads. */
    @Override
    public String toString() {
        String[] units = {"", "KiB", "MiB", "GiB"};
        long count = bytes;
        int unit = 0;
        while (count > 0 && count % 1024 == 0 && unit < units.length - 1) {
            count /= 1024;
            unit++;
        }
        return count + units[unit];
    }
}
