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
        super(message(position, reason));
        this.position = position;
        this.reason = reason;
    }

    /**
     * @param position as in the other constructor
     * @param reason as in the other constructor
     * @param cause what a library made of the same bytes
     */
    public BsonFormatException(long position, String reason, Throwable cause) {
        super(message(position, reason), cause);
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

    private static String message(long position, String reason) {
        return "at byte " + position + ": " + reason;
    }
}
