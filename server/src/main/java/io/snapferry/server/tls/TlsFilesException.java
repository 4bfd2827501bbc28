package io.snapferry.server.tls;

import java.io.IOException;

/** The server's certificate cannot be used. The message names the file and the reason, and nothing of the key. */
public final class TlsFilesException extends IOException {
    private static final long serialVersionUID = 1L;

    TlsFilesException(String message) {
        super(message);
    }
}
