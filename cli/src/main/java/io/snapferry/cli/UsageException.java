package io.snapferry.cli;

/** An argument that cannot be what the user meant. Ends with exit status 2. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message names the argument, what was expected and what was found */
    UsageException(String message) {
        super(message);
    }
}
