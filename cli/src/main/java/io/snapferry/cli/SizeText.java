package io.snapferry.cli;

import java.util.Locale;

/** A number of bytes for people. */
final class SizeText {
    private static final String UNITS = "KMGT";
    private static final int STEP = 1024;

    private SizeText() {}

    /** With the largest unit that leaves at least 1 before it, one digit behind the point: {@code 3.5 MiB}. */
    static String of(long bytes) {
        if (bytes < STEP) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= STEP && unit < UNITS.length() - 1) {
            value /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %siB", value, UNITS.charAt(unit));
    }
}
