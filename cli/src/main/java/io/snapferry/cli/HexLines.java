package io.snapferry.cli;

import io.snapferry.wiredtiger.packing.Slice;
import java.io.IOException;
import java.io.PrintWriter;

/** Writes bytes in hex, a line each, through one buffer: tables have more lines than anybody wants strings. For one thread. */
final class HexLines {
    private static final int BUFFER_CHARACTERS = 1 << 16;
    private static final int CHARACTERS_PER_BYTE = 2;
    private static final int LOW_BITS = 4;
    private static final int LOW_MASK = 0xf;
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    private final PrintWriter out;
    private final char[] buffer = new char[BUFFER_CHARACTERS];
    private int length;

    /** @param out stays open */
    HexLines(PrintWriter out) {
        this.out = out;
    }

    /** @throws IOException when nobody takes the output any more */
    void line(Slice slice) throws IOException {
        byte[] bytes = slice.bytes();
        int end = slice.offset() + slice.length();
        for (int i = slice.offset(); i < end; i++) {
            if (length > BUFFER_CHARACTERS - CHARACTERS_PER_BYTE) {
                flush();
            }
            buffer[length++] = DIGITS[(bytes[i] >> LOW_BITS) & LOW_MASK];
            buffer[length++] = DIGITS[bytes[i] & LOW_MASK];
        }
        if (length == BUFFER_CHARACTERS) {
            flush();
        }
        buffer[length++] = '\n';
    }

    /** Hands on what is in the buffer. A writer of text keeps errors to itself, so it is asked each time. */
    void flush() throws IOException {
        out.write(buffer, 0, length);
        length = 0;
        if (out.checkError()) {
            throw new IOException("standard output: closed by its reader, or not writable any more");
        }
    }
}
