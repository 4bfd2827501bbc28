package io.snapferry.json;

/** The beginning of a text, quoted, for an error message. */
final class Excerpt {
    private static final int MAX_CHARACTERS = 60;

    private Excerpt() {}

    static String of(String text) {
        return text.length() <= MAX_CHARACTERS ? '"' + text + '"' : '"' + text.substring(0, MAX_CHARACTERS) + "...\"";
    }
}
