package io.snapferry.bson;

/**
 * The first field of every document: its own length in bytes, four bytes, little-endian, counting itself and the zero
 * byte at the end.
 */
public final class DocumentLength {
    /** Bytes of the field itself. */
    public static final int SIZE_BYTES = 4;

    /** The empty document: its length and its terminator. */
    public static final int MIN_BYTES = SIZE_BYTES + 1;

    /**
     * MongoDB stores documents of up to 16 MiB (and a little more inside the server) and sends messages of up to 48 MB.
     * Nothing that it writes is larger than this; a larger number is a damaged length, not a document.
     */
    public static final int MAX_BYTES = 64 << 20;

    private DocumentLength() {}

    /**
     * The length that the document at {@code offset} states, when it is known to be right, since whoever hands out documents
     * has checked it.
     *
     * @param offset of the document's first byte, with at least four bytes in the array
     */
    public static int readTrusted(byte[] bytes, int offset) {
        return LittleEndian.int32(bytes, offset);
    }

    /**
     * The length that the document at {@code offset} states. Only the field is looked at: the document may be longer than
     * the array.
     *
     * @param offset of the document's first byte
     * @return between {@link #MIN_BYTES} and {@link #MAX_BYTES}
     * @throws BsonFormatException when the array ends inside the field or the length is outside that range; its position
     *     counts from {@code offset}
     */
    public static int read(byte[] bytes, int offset) throws BsonFormatException {
        int available = bytes.length - offset;
        if (available < SIZE_BYTES) {
            throw new BsonFormatException(
                    Math.max(available, 0), "expected a document length of 4 bytes, found the end of the data");
        }
        int length = LittleEndian.int32(bytes, offset);
        if (length < MIN_BYTES) {
            throw new BsonFormatException(0, "document length " + length + " is below the minimum of " + MIN_BYTES);
        }
        if (length > MAX_BYTES) {
            throw new BsonFormatException(0, "document length " + length + " is above the maximum of " + MAX_BYTES);
        }
        return length;
    }
}
