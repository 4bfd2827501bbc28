package io.snapferry.wiredtiger.packing;

/**
 * Bytes that are not what they should be, thrown where the file is not known. Whoever knows it turns this into a
 * {@link io.snapferry.wiredtiger.WiredTigerFormatException}; it never leaves the module. Without a stack, since hostile
 * input may cause many.
 */
public final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int position;

    /**
     * @param position index in the array that was read
     * @param reason lower case, no full stop, expected and found
     */
    public MalformedException(int position, String reason) {
        super(reason, null, false, false);
        this.position = position;
    }

    /** Index in the array that was read. */
    public int position() {
        return position;
    }

    /** Lower case, no full stop. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
