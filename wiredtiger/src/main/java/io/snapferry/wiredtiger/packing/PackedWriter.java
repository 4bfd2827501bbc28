package io.snapferry.wiredtiger.packing;

import java.io.ByteArrayOutputStream;

/** Writes what {@link PackedReader} reads; of integers only the unsigned ones, which are all that keys to look up need. */
public final class PackedWriter {
    private static final int ONE_BYTE_LIMIT = 64;
    private static final int TWO_BYTE_LIMIT = 8256;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Begins with nothing. */
    public PackedWriter() {}

    /** @param value from 0 to 2^63 - 1 */
    public PackedWriter unsigned(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("negative: " + value);
        }
        if (value < ONE_BYTE_LIMIT) {
            bytes.write(0x80 | (int) value);
        } else if (value < TWO_BYTE_LIMIT) {
            int rest = (int) value - ONE_BYTE_LIMIT;
            bytes.write(0xc0 | (rest >> 8));
            bytes.write(rest & 0xff);
        } else {
            long rest = value - TWO_BYTE_LIMIT;
            int length = (Long.SIZE - Long.numberOfLeadingZeros(rest | 1) + 7) / 8;
            bytes.write(0xe0 | length);
            for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
                bytes.write((int) (rest >>> shift) & 0xff);
            }
        }
        return this;
    }

    /** Raw bytes. */
    public PackedWriter bytes(Slice slice) {
        bytes.write(slice.bytes(), slice.offset(), slice.length());
        return this;
    }

    /** All that was written. */
    public byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
