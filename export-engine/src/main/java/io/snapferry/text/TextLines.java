package io.snapferry.text;

import io.snapferry.source.reading.GzipInput;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a text, one after the other, in a buffer that grows to the longest of them and is used again for the next.
 * Every line must end with a line feed. Not thread-safe.
 */
public final class TextLines implements Closeable {
    /** A document of 16 MiB grows at most about twelve-fold as text (an array of {@code undefined} does). */
    public static final int MAX_DOCUMENT_LINE_BYTES = 256 << 20;

    private static final int INITIAL_BUFFER_BYTES = 128 << 10;

    private final InputStream text;
    private final long maxLineBytes;
    private byte[] buffer = new byte[INITIAL_BUFFER_BYTES];
    private int offset;
    private int length;
    private int nextOffset;
    private int end;
    private boolean isAtEnd;

    /**
     * @param text is closed with this
     * @param maxLineBytes the longest line that is handed out, without its line feed; at most
     *     {@value #MAX_DOCUMENT_LINE_BYTES}
     */
    public TextLines(InputStream text, long maxLineBytes) {
        this.text = text;
        this.maxLineBytes = maxLineBytes;
    }

    /**
     * The lines of a data object.
     *
     * @param gzipped the object as stored; closed with this
     * @param textBytes how long the whole text is at most; no line of a document is longer than
     *     {@value #MAX_DOCUMENT_LINE_BYTES} bytes in any case
     */
    public static TextLines ofObject(InputStream gzipped, long textBytes) {
        return new TextLines(new GzipInput(gzipped), Math.min(textBytes, MAX_DOCUMENT_LINE_BYTES));
    }

    /**
     * Goes to the next line.
     *
     * @return false at the end of the text
     * @throws LineException when the line is too long, or the text ends inside of it
     * @throws io.snapferry.source.reading.GzipFormatException when the object is not what a gzip program writes
     */
    public boolean next() throws IOException {
        int searchFrom = nextOffset;
        while (true) {
            int lineFeed = indexOfLineFeed(searchFrom);
            requireBearable((lineFeed < 0 ? end : lineFeed) - nextOffset);
            if (lineFeed >= 0) {
                offset = nextOffset;
                length = lineFeed - nextOffset;
                nextOffset = lineFeed + 1;
                return true;
            }
            if (isAtEnd) {
                if (nextOffset < end) {
                    throw new LineException("the last line has no end");
                }
                return false;
            }
            makeRoom();
            searchFrom = end;
            fill();
        }
    }

    private int indexOfLineFeed(int from) {
        for (int i = from; i < end; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void requireBearable(int lineBytes) throws LineException {
        if (lineBytes > maxLineBytes) {
            throw new LineException("a line is longer than " + maxLineBytes + " bytes");
        }
    }

    /** Moves the unfinished line to the buffer's start, or lets the buffer grow when the line fills all of it. */
    private void makeRoom() {
        if (nextOffset > 0) {
            System.arraycopy(buffer, nextOffset, buffer, 0, end - nextOffset);
            end -= nextOffset;
            nextOffset = 0;
        } else if (end == buffer.length) {
            // One byte more than the longest line, for its line feed.
            buffer = Arrays.copyOf(
                    buffer, (int) Math.max(buffer.length + 1L, Math.min(2L * buffer.length, maxLineBytes + 1)));
        }
    }

    private void fill() throws IOException {
        int count = text.read(buffer, end, buffer.length - end);
        if (count < 0) {
            isAtEnd = true;
        } else {
            end += count;
        }
    }

    /** Holds the line until the next call of {@link #next}. */
    public byte[] bytes() {
        return buffer;
    }

    /** Of the line's first byte. */
    public int offset() {
        return offset;
    }

    /** Of the line, without its line feed. */
    public int length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
