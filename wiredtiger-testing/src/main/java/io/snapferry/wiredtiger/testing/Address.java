package io.snapferry.wiredtiger.testing;

/**
 * Where a block lies.
 *
 * @param offset in the file, bytes
 * @param sizeBytes of the block; 0 when there is none
 * @param checksum of the block
 * @param unitBytes the file's allocation size
 */
public record Address(long offset, int sizeBytes, int checksum, int unitBytes) {
    /** Instead of the root of an empty tree. */
    public static final Address NONE = new Address(0, 0, 0, 1);

    /** Whether there is no block. */
    public boolean isNone() {
        return sizeBytes == 0;
    }

    /** The three packed numbers that stand in cells and checkpoints. */
    public byte[] cookie() {
        PackedBytes bytes = new PackedBytes();
        if (isNone()) {
            return bytes.unsigned(0).unsigned(0).unsigned(0).toByteArray();
        }
        return bytes.unsigned(offset / unitBytes - 1)
                .unsigned(sizeBytes / unitBytes)
                .unsigned(Integer.toUnsignedLong(checksum))
                .toByteArray();
    }
}
