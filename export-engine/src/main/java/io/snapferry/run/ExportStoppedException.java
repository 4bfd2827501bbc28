package io.snapferry.run;

import java.io.IOException;

/** The run was told to stop: it was cancelled, or another worker owns the export now. Not a failure of the export. */
public final class ExportStoppedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param reason lower case, no full stop */
    public ExportStoppedException(String reason) {
        super(reason);
    }
}
