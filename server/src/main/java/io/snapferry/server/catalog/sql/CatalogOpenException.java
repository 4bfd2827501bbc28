package io.snapferry.server.catalog.sql;

import java.io.IOException;

/** The catalog cannot be opened: the message says what is in the way and where. */
public final class CatalogOpenException extends IOException {
    private static final long serialVersionUID = 1L;

    CatalogOpenException(String message) {
        super(message);
    }

    CatalogOpenException(String message, Throwable cause) {
        super(message, cause);
    }
}
