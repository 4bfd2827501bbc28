package io.snapferry.json;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * A growing byte array that is written, handed on and cleared, over and over. Not thread-safe.
 *
 * <p>The array belongs to the buffer: a reader may use {@link #array()} only until the next write or clear.
 */
public final class OutputBuffer {
    /** Arrays larger than this cannot be allocated on some virtual machines. */
    private static final int MAX_SIZE_BYTES = Integer.MAX_VALUE - 8;

    private byte[] array;
    private int size;

    /** @param initialCapacityBytes at least 1 */
    public OutputBuffer(int initialCapacityBytes) {
        this.array = new byte[Math.max(1, initialCapacityBytes)];
    }

    /** Appends a range of bytes. */
    public void write(byte[] source, int offset, int length) {
        ensureRoom(length);
        System.arraycopy(source, offset, array, size, length);
        size += length;
    }

    /** Appends the low eight bits. */
    public void write(int value) {
        ensureRoom(1);
        array[size++] = (byte) value;
    }

    /**
     * Lets a filler write straight into the array.
     *
     * @param maxLength how many bytes the filler may write
     * @param filler returns how many it wrote
     */
    public void writeWith(int maxLength, Filler filler) {
        ensureRoom(maxLength);
        size += filler.fill(array, size, maxLength);
    }

    /** Writes into a range of an array. */
    public interface Filler {
        /**
         * Writes at most {@code maxLength} bytes from {@code offset} on.
         *
         * @return how many it wrote
         */
        int fill(byte[] target, int offset, int maxLength);
    }

    /** Makes room for {@code length} more bytes. */
    public void ensureRoom(int length) {
        long needed = (long) size + length;
        if (needed <= array.length) {
            return;
        }
        if (needed > MAX_SIZE_BYTES) {
            throw new OutOfMemoryError("a buffer of " + needed + " bytes cannot be allocated");
        }
        array = Arrays.copyOf(array, (int) Math.min(MAX_SIZE_BYTES, Math.max(needed, 2L * array.length)));
    }

    /** The bytes; valid from 0 to {@link #size()}. */
    public byte[] array() {
        return array;
    }

    /** How many bytes are in use. */
    public int size() {
        return size;
    }

    /** Cuts the content back to {@code newSize} bytes. */
    public void truncate(int newSize) {
        if (newSize < 0 || newSize > size) {
            throw new IllegalArgumentException("cannot truncate " + size + " bytes to " + newSize);
        }
        size = newSize;
    }

    /** Forgets the content and keeps the array. */
    public void clear() {
        size = 0;
    }

    /** A copy of the content. */
    public byte[] toByteArray() {
        return Arrays.copyOf(array, size);
    }

    /** This buffer as a stream that never needs closing. */
    public OutputStream asOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int value) {
                OutputBuffer.this.write(value);
            }

            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                OutputBuffer.this.write(source, offset, length);
            }
        };
    }
}
