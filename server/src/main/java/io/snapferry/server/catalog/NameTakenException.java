package io.snapferry.server.catalog;

/** A name that must be unique is another one's already. */
public final class NameTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param what for example {@code project}
     * @param name that is taken
     */
    public NameTakenException(String what, String name) {
        super("another " + what + " has the name \"" + name + "\"");
    }
}
