package io.snapferry.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text that is known beforehand, appended eight bytes at a time. A record, because the virtual machine takes the fields of
 * a record in a constant for constants: what it compiles is a few stores.
 *
 * @param length in bytes, 1 to 32
 */
record FixedText(long word0, long word1, long word2, long word3, int length) {
    private static final int MAX_LENGTH = 4 * Long.BYTES;

    /** @param text of 1 to 32 ASCII characters */
    static FixedText of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length == 0 || bytes.length > MAX_LENGTH) {
            throw new IllegalArgumentException("not a text of 1 to " + MAX_LENGTH + " characters: " + text);
        }
        byte[] words = Arrays.copyOf(bytes, MAX_LENGTH);
        return new FixedText(
                Words.int64(words, 0),
                Words.int64(words, Long.BYTES),
                Words.int64(words, 2 * Long.BYTES),
                Words.int64(words, 3 * Long.BYTES),
                bytes.length);
    }

    /**
     * Writes the text, and up to seven bytes of anything behind it.
     *
     * @return the index behind the text
     */
    int write(byte[] out, int at) {
        Words.setInt64(out, at, word0);
        if (length > Long.BYTES) {
            Words.setInt64(out, at + Long.BYTES, word1);
        }
        if (length > 2 * Long.BYTES) {
            Words.setInt64(out, at + 2 * Long.BYTES, word2);
        }
        if (length > 3 * Long.BYTES) {
            Words.setInt64(out, at + 3 * Long.BYTES, word3);
        }
        return at + length;
    }
}
