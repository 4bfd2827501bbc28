package io.snapferry.server.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time as people write it.
 *
 * @param duration at least 0, whole seconds
 */
public record TimeSpan(Duration duration) {
    private static final Pattern FORM = Pattern.compile("0|([0-9]{1,6})([smhd])");

    /** @throws IllegalArgumentException when it is negative or has a fraction of a second */
    public TimeSpan {
        if (duration.isNegative() || duration.toNanosPart() != 0) {
            throw new IllegalArgumentException("not a number of seconds: " + duration);
        }
    }

    /**
     * Reads {@code 90s}, {@code 10m}, {@code 2h}, {@code 400d} or {@code 0}.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public static TimeSpan parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "expected a time such as 90s, 10m, 2h, 400d or 0, found \"" + text + "\"");
        }
        if (form.group(2) == null) {
            return new TimeSpan(Duration.ZERO);
        }
        long count = Long.parseLong(form.group(1));
        return new TimeSpan(
                switch (form.group(2)) {
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                });
    }

    /** With the largest unit that needs no fraction, in the form that {@link #parse} reads. */
    @Override
    public String toString() {
        long seconds = duration.toSeconds();
        if (seconds == 0) {
            return "0";
        }
        if (seconds % 86_400 == 0 && seconds > 86_400) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
