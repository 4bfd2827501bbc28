package io.snapferry.wiredtiger.journal;

import io.snapferry.wiredtiger.packing.LittleEndian;
import io.snapferry.wiredtiger.packing.Slice;
import java.util.Arrays;

/**
 * Changes in memory, one behind the other in one array.
 *
 * <pre>
 *  offset  size  field
 *       0     4  file id
 *       4     1  kind
 *       5     8  sequence number
 *      13     4  length of the key
 *      17     4  length of the value
 *      21        key, value
 * </pre>
 */
final class ChangeBatch {
    static final int HEADER_BYTES = 21;
    static final int KIND_OFFSET = 4;
    static final int SEQUENCE_OFFSET = 5;
    static final int KEY_LENGTH_OFFSET = 13;
    static final int VALUE_LENGTH_OFFSET = 17;

    private byte[] bytes = new byte[1 << 16];
    private int sizeBytes;
    private int[] offsets = new int[1 << 10];
    private int count;

    /** Whether another change makes it no larger than the limit. */
    boolean hasRoom(Slice key, Slice value, int limitBytes) {
        return count == 0 || (long) sizeBytes + HEADER_BYTES + key.length() + value.length() <= limitBytes;
    }

    void add(int fileId, ChangeKind kind, long sequence, Slice key, Slice value) {
        int size = Math.addExact(Math.addExact(HEADER_BYTES, key.length()), value.length());
        int end = Math.addExact(sizeBytes, size);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(end, Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)));
        }
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * count);
        }
        int at = sizeBytes;
        LittleEndian.putInt32(bytes, at, fileId);
        bytes[at + KIND_OFFSET] = kind.code();
        LittleEndian.putInt64(bytes, at + SEQUENCE_OFFSET, sequence);
        LittleEndian.putInt32(bytes, at + KEY_LENGTH_OFFSET, key.length());
        LittleEndian.putInt32(bytes, at + VALUE_LENGTH_OFFSET, value.length());
        System.arraycopy(key.bytes(), key.offset(), bytes, at + HEADER_BYTES, key.length());
        System.arraycopy(value.bytes(), value.offset(), bytes, at + HEADER_BYTES + key.length(), value.length());
        offsets[count++] = at;
        sizeBytes = end;
    }

    boolean isEmpty() {
        return count == 0;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the changes are, ordered by file id, key and sequence. */
    int[] sorted() {
        Integer[] order = new Integer[count];
        Arrays.setAll(order, i -> offsets[i]);
        // The sort is stable, and changes were added in the order of their sequence numbers.
        Arrays.sort(order, this::compareKeys);
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    private int compareKeys(int left, int right) {
        int byFile = Integer.compareUnsigned(LittleEndian.int32(bytes, left), LittleEndian.int32(bytes, right));
        if (byFile != 0) {
            return byFile;
        }
        int leftKey = left + HEADER_BYTES;
        int rightKey = right + HEADER_BYTES;
        return Arrays.compareUnsigned(
                bytes,
                leftKey,
                leftKey + LittleEndian.int32(bytes, left + KEY_LENGTH_OFFSET),
                bytes,
                rightKey,
                rightKey + LittleEndian.int32(bytes, right + KEY_LENGTH_OFFSET));
    }

    /** How many bytes the change at an offset takes. */
    int sizeAt(int offset) {
        return HEADER_BYTES
                + LittleEndian.int32(bytes, offset + KEY_LENGTH_OFFSET)
                + LittleEndian.int32(bytes, offset + VALUE_LENGTH_OFFSET);
    }
}
