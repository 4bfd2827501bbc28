package io.snapferry.text;

import java.io.IOException;

/** A text that does not consist of whole lines of bearable length. */
public final class LineException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param reason lower case, no full stop */
    public LineException(String reason) {
        super(reason);
    }
}
