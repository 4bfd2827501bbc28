package io.snapferry.source.metadata;

import java.io.IOException;
import java.io.Reader;

/** Hands out a text and counts in bytes of UTF-8 how far it was taken, to place the error of a JSON parser. */
final class CountingUtf8Reader extends Reader {
    private final String text;
    private int index;
    private long bytes;
    private long position;

    CountingUtf8Reader(String text) {
        this.text = text;
    }

    /** In bytes of UTF-8: where the last character that was taken begins, or the text's end when more was asked for. */
    long position() {
        return position;
    }

    /** Whether only white space is left. */
    boolean hasOnlySpaceLeft() {
        return text.substring(index).isBlank();
    }

    @Override
    public int read() {
        position = bytes;
        if (index == text.length()) {
            return -1;
        }
        char next = text.charAt(index++);
        bytes += encodedLength(next);
        return next;
    }

    @Override
    public int read(char[] chars, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int next = read();
            if (next < 0) {
                return count == 0 ? -1 : count;
            }
            chars[offset + count++] = (char) next;
        }
        return count;
    }

    /** Each half of a surrogate pair stands for two of the pair's four bytes. */
    private static int encodedLength(char unit) {
        if (unit < 0x80) {
            return 1;
        }
        return unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
    }

    @Override
    public void close() {}
}
