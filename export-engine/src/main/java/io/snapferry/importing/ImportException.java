package io.snapferry.importing;

import java.io.IOException;

/** An export that cannot be brought back as it is. */
public final class ImportException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * @param place key of an object, or the export's prefix
     * @param reason lower case, no full stop
     */
    public ImportException(String place, String reason) {
        super(place + ": " + reason);
    }
}
