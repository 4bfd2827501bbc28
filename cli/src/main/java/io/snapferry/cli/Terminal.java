package io.snapferry.cli;

/**
 * Whether a person is looking. Java cannot tell of standard error alone, so the launcher script looks and says so in the
 * system property {@value #PROPERTY}.
 */
final class Terminal {
    private static final String PROPERTY = "snapferry.terminal";

    private Terminal() {}

    static boolean isWatched() {
        return Boolean.getBoolean(PROPERTY);
    }
}
