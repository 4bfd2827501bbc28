package io.snapferry.source.reading;

import java.io.IOException;

/** Bytes that are not a gzip stream. The reader of the unpacked content knows the position and adds it. */
public final class GzipFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    GzipFormatException(String reason) {
        super(reason);
    }

    GzipFormatException(String reason, Throwable cause) {
        super(reason, cause);
    }

    /** Lower case, no full stop, expected and found. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
