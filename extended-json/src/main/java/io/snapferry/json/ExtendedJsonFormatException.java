package io.snapferry.json;

/** Text that is not one Extended JSON document. Final: the same text gives the same error again. */
public final class ExtendedJsonFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param reason what was expected and what was found; lower case, no full stop */
    public ExtendedJsonFormatException(String reason) {
        super(reason);
    }

    /**
     * @param reason what was expected and what was found; lower case, no full stop
     * @param cause the parser's own error
     */
    public ExtendedJsonFormatException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
