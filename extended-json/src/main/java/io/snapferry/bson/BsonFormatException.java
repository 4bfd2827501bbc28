package io.snapferry.bson;

/**
 * Bytes that are not well-formed BSON. Final: reading the same bytes again gives the same error, so nothing retries it.
 *
 * <p>A layer that knows more (the file, the namespace) wraps this exception and adds what it knows to
 * {@link #position()}.
 */
public final class BsonFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long position;
    private final String reason;

    /**
     * @param position byte offset of the offending byte, counted from the first byte of the range that was given to the
     *     reader; never negative
     * @param reason what was expected and what was found; lower case, no full stop
     */
    public BsonFormatException(long position, String reason) {
        super("at byte " + position + ": " + reason);
        this.position = position;
        this.reason = reason;
    }

    /** Byte offset of the offending byte from the start of the range that was read. */
    public long position() {
        return position;
    }

    /** What was expected and what was found, without the position. */
    public String reason() {
        return reason;
    }
}
