package io.snapferry.wiredtiger.visibility;

import io.snapferry.wiredtiger.packing.LittleEndian;
import io.snapferry.wiredtiger.packing.MalformedException;
import io.snapferry.wiredtiger.packing.Slice;
import java.util.Arrays;

/**
 * A value told as changes of another one, in the history store and the journal.
 *
 * <pre>
 *  count                          8 bytes, little-endian
 *  count x (size, offset, replaced)  8 bytes each: so many new bytes in place of so many at an offset
 *  the new bytes of all, one behind the other
 * </pre>
 */
public final class Modification {
    private static final int ENTRY_BYTES = 3 * Long.BYTES;
    /** As of a page: nothing larger is ever in a table. */
    private static final int MAX_VALUE_BYTES = 128 << 20;

    private static final byte ZERO = 0;

    private Modification() {}

    /**
     * The new value.
     *
     * @param isText whether the table's values are of the format {@code S}: they end with a zero byte, and what is missing
     *     before a change is filled with spaces, not with zeros
     * @throws MalformedException when the changes are not understood or lead to a value that cannot be
     */
    public static byte[] apply(Slice base, Slice changes, boolean isText) {
        if (changes.length() < Long.BYTES) {
            throw new MalformedException(0, "modification of " + changes.length() + " bytes is too short");
        }
        byte[] bytes = changes.bytes();
        long count = LittleEndian.int64(bytes, changes.offset());
        int entries = changes.offset() + Long.BYTES;
        int end = changes.offset() + changes.length();
        if (count < 0 || count > (changes.length() - Long.BYTES) / ENTRY_BYTES) {
            throw new MalformedException(0, "modification with " + Long.toUnsignedString(count) + " changes");
        }
        int data = entries + (int) count * ENTRY_BYTES;
        byte[] value = isText && base.length() > 0
                ? Arrays.copyOfRange(base.bytes(), base.offset(), base.offset() + base.length() - 1)
                : base.toByteArray();
        for (int i = 0; i < count; i++) {
            int entry = entries + i * ENTRY_BYTES;
            int size = length(bytes, entry, end - data, "new bytes");
            int offset = length(bytes, entry + Long.BYTES, MAX_VALUE_BYTES, "offset");
            int replaced = length(bytes, entry + 2 * Long.BYTES, MAX_VALUE_BYTES, "replaced bytes");
            value = replace(value, offset, replaced, bytes, data, size, isText ? (byte) ' ' : ZERO);
            data += size;
        }
        return isText ? Arrays.copyOf(value, value.length + 1) : value;
    }

    private static int length(byte[] bytes, int at, int most, String what) {
        long value = LittleEndian.int64(bytes, at);
        if (value < 0 || value > most) {
            throw new MalformedException(
                    0, "modification with " + Long.toUnsignedString(value) + " as " + what + ", at most " + most);
        }
        return (int) value;
    }

    /** @param value may be changed */
    private static byte[] replace(
            byte[] value, int offset, int replaced, byte[] source, int sourceOffset, int size, byte padding) {
        if (size == replaced && (long) offset + size <= value.length) {
            // What the journal has as a rule; a large value is not copied for each of many small changes.
            System.arraycopy(source, sourceOffset, value, offset, size);
            return value;
        }
        int head = Math.min(offset, value.length);
        int tailBegin = (int) Math.min((long) offset + replaced, value.length);
        int tail = offset >= value.length ? 0 : value.length - tailBegin;
        long length = (long) offset + size + tail;
        if (length > MAX_VALUE_BYTES) {
            throw new MalformedException(0, "modification leads to a value of " + length + " bytes");
        }
        byte[] result = new byte[(int) length];
        System.arraycopy(value, 0, result, 0, head);
        Arrays.fill(result, head, offset, padding);
        System.arraycopy(source, sourceOffset, result, offset, size);
        System.arraycopy(value, value.length - tail, result, offset + size, tail);
        return result;
    }
}
