package io.snapferry.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A number of bytes as people write it: {@code 1048576}, {@code 128MiB}, {@code 1GiB}; {@code k}, {@code M}, {@code G} with or
 * without {@code iB} are powers of 1,024.
 *
 * @param bytes not negative
 */
record ByteSize(long bytes) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\s*([kKMGT]?)(?:i?[bB])?");
    private static final String UNITS = "KMGT";
    private static final int STEP_BITS = 10;

    /** For options. */
    static final class Converter implements ITypeConverter<ByteSize> {
        @Override
        public ByteSize convert(String text) {
            Matcher form = FORM.matcher(text.strip());
            if (!form.matches()) {
                throw new TypeConversionException("\"" + text + "\" is not a size such as 128MiB");
            }
            int power = UNITS.indexOf(form.group(2).toUpperCase(Locale.ROOT)) + 1;
            int shift = form.group(2).isEmpty() ? 0 : power * STEP_BITS;
            long number = Long.parseLong(form.group(1));
            if (number > Long.MAX_VALUE >> shift) {
                throw new TypeConversionException("\"" + text + "\" is too large a size");
            }
            return new ByteSize(number << shift);
        }
    }

    /** With the largest unit that leaves at least 1 before it, one digit behind the point: {@code 3.5 MiB}. */
    static String format(long bytes) {
        if (bytes < 1 << STEP_BITS) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 1 << STEP_BITS && unit < UNITS.length() - 1) {
            value /= 1 << STEP_BITS;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %siB", value, UNITS.charAt(unit));
    }
}
