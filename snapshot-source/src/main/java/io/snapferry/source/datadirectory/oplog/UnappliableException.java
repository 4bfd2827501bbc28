package io.snapferry.source.datadirectory.oplog;

/** An entry that cannot be applied. Inside of this package only: who knows the entry adds its timestamp and namespace. */
final class UnappliableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param reason lower case, no full stop, expected and found */
    UnappliableException(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    /** Refuses unless a condition holds. */
    static void verify(boolean condition, String reason) {
        if (!condition) {
            throw new UnappliableException(reason);
        }
    }

    /** As the other, for checks of every field: the reason is put together only when it is needed. */
    static void verify(boolean condition, String format, long first, long second) {
        if (!condition) {
            throw new UnappliableException(format.formatted(first, second));
        }
    }
}
