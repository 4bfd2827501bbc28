package io.snapferry.json;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A growing byte array that is written, handed on and cleared, over and over. Not thread-safe.
 *
 * <p>The array belongs to the buffer: a reader may use {@link #array()} only until the next write or clear.
 *
 * <p>A buffer with a {@link Drain} never grows beyond a size: when what comes next might not fit it hands on what it has and
 * is empty again. Where that happens depends on what was written since it was last empty, never on how far the array has
 * grown.
 */
public final class OutputBuffer {
    /** Arrays larger than this cannot be allocated on some virtual machines. */
    private static final int MAX_SIZE_BYTES = Integer.MAX_VALUE - 8;

    private static final int MIN_DRAIN_BYTES = 64 << 10;

    private final int maxSizeBytes;
    private final @Nullable Drain drain;

    private byte[] array;
    private int size;

    /** Takes what a full buffer holds. */
    public interface Drain {
        /**
         * Takes the content.
         *
         * @param bytes belong to the buffer again when this method returns
         * @param length how many of them, from the first; at least 1
         */
        void drain(byte[] bytes, int length);
    }

    /** @param initialCapacityBytes at least 1 */
    public OutputBuffer(int initialCapacityBytes) {
        this.array = new byte[Math.max(1, initialCapacityBytes)];
        this.maxSizeBytes = MAX_SIZE_BYTES;
        this.drain = null;
    }

    /**
     * @param initialCapacityBytes at least 1
     * @param drainAtBytes how many bytes it holds at most; at least 64 KiB, so that a transcoder's steps fit
     * @param drain called by the thread that writes
     */
    public OutputBuffer(int initialCapacityBytes, int drainAtBytes, Drain drain) {
        if (drainAtBytes < MIN_DRAIN_BYTES) {
            throw new IllegalArgumentException(
                    "a buffer that drains must hold " + MIN_DRAIN_BYTES + " bytes, not " + drainAtBytes);
        }
        this.array = new byte[Math.max(1, Math.min(initialCapacityBytes, drainAtBytes))];
        this.maxSizeBytes = drainAtBytes;
        this.drain = drain;
    }

    /** Appends a range of bytes. */
    public void write(byte[] source, int offset, int length) {
        int position = offset;
        int left = length;
        while (left > 0) {
            int step = Math.min(left, maxSizeBytes);
            ensureRoom(step);
            System.arraycopy(source, position, array, size, step);
            size += step;
            position += step;
            left -= step;
        }
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

    /** Makes room for {@code length} more bytes; what was written before may be handed to the drain. */
    public void ensureRoom(int length) {
        long needed = (long) size + length;
        if (needed <= array.length) {
            return;
        }
        if (needed > maxSizeBytes) {
            if (drain == null || length > maxSizeBytes) {
                throw new OutOfMemoryError("a buffer of " + needed + " bytes cannot be allocated");
            }
            drain.drain(array, size);
            size = 0;
            needed = length;
        }
        if (needed > array.length) {
            array = Arrays.copyOf(array, (int) Math.min(maxSizeBytes, Math.max(needed, 2L * array.length)));
        }
    }

    /** Says that the array was written up to {@code newSize}, after {@link #ensureRoom} had made room for it. */
    void advanceTo(int newSize) {
        size = newSize;
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
