package io.snapferry.layout;

import java.util.Optional;

/**
 * The name of an organization or project as a segment of a prefix. The rule is in the public documentation of the export:
 * spaces are replaced, characters that S3 calls special or to be avoided are dropped. That {@code /} is dropped too is our
 * addition, since it would make two segments of one name.
 */
final class PrefixName {
    private static final String KEPT_PUNCTUATION = "!-_.*'()";

    private PrefixName() {}

    /**
     * @param space what a space becomes
     * @return empty when nothing is left that could stand as a segment
     */
    static Optional<String> sanitise(String name, char space) {
        StringBuilder kept = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == ' ') {
                kept.append(space);
            } else if (isAsciiLetterOrDigit(c) || KEPT_PUNCTUATION.indexOf(c) >= 0) {
                kept.append(c);
            }
        }
        String segment = kept.toString();
        boolean usable = !segment.isEmpty() && !segment.equals(".") && !segment.equals("..");
        return usable ? Optional.of(segment) : Optional.empty();
    }

    private static boolean isAsciiLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
