package io.snapferry.store;

/** A host has addresses, but they must not be connected to. The message says why. */
public final class HostRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message names the host and the reason */
    public HostRefusedException(String message) {
        super(message);
    }
}
