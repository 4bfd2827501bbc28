package io.snapferry.verify;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads the lines of a data object. Hands out one line at a time, in a buffer that it reuses; a line is at most
 * {@value #MAX_LINE_BYTES} bytes long. Not thread-safe.
 */
public final class ExportedText {
    /** A document of 16 MiB grows at most about twelve-fold as text (an array of small integers does). */
    private static final int MAX_LINE_BYTES = 256 << 20;

    private static final int READ_SIZE_BYTES = 128 << 10;

    private byte[] buffer = new byte[READ_SIZE_BYTES];

    /** Takes what is read. */
    public interface LineReceiver {
        /**
         * Takes one line.
         *
         * @param bytes belong to the reader again when this method returns
         * @param offset of the line's first byte
         * @param length of the line, without its line feed
         */
        void line(byte[] bytes, int offset, int length) throws IOException;
    }

    /** One reader per thread. */
    public ExportedText() {}

    /**
     * Reads an object to its end.
     *
     * @param gzipped the object as stored; not closed
     * @throws ZipException when it is not gzip, or its checksum is wrong
     * @throws EOFException when it ends too early, inside a gzip member or inside a line
     */
    public void read(InputStream gzipped, LineReceiver receiver) throws IOException {
        InputStream text = new GZIPInputStream(new NeverSeeminglyAtEnd(gzipped), READ_SIZE_BYTES);
        int start = 0;
        int end = 0;
        while (true) {
            if (end == buffer.length) {
                makeRoom(start, end);
                end -= start;
                start = 0;
            }
            int count = text.read(buffer, end, buffer.length - end);
            if (count < 0) {
                break;
            }
            int searchFrom = end;
            end += count;
            for (int i = searchFrom; i < end; i++) {
                if (buffer[i] == '\n') {
                    receiver.line(buffer, start, i - start);
                    start = i + 1;
                }
            }
        }
        if (start != end) {
            throw new EOFException("the last line has no end");
        }
    }

    /** Moves the unfinished line to the buffer's start, or lets the buffer grow when the line fills all of it. */
    private void makeRoom(int start, int end) throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
        } else if (buffer.length < MAX_LINE_BYTES) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        } else {
            throw new IOException("a line is longer than " + MAX_LINE_BYTES + " bytes");
        }
    }

    /**
     * {@link GZIPInputStream} looks for a further member only when {@code available()} is not 0, which a stream from a network
     * may say at any time.
     */
    private static final class NeverSeeminglyAtEnd extends FilterInputStream {
        NeverSeeminglyAtEnd(InputStream in) {
            super(in);
        }

        @Override
        public int available() {
            return 1;
        }
    }
}
