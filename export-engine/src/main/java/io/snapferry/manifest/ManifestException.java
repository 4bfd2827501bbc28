package io.snapferry.manifest;

import java.io.IOException;

/** A manifest or completion marker that is not what this program writes. */
public final class ManifestException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param reason lower case, no full stop */
    public ManifestException(String reason) {
        super(reason);
    }

    /**
     * @param reason lower case, no full stop
     * @param cause the parser's own error
     */
    public ManifestException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
