package io.snapferry.server.queue;

import java.io.IOException;

/** A snapshot that cannot be taken because of how its cluster is registered. */
final class SnapshotImpossibleException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String errorCode;

    SnapshotImpossibleException(String errorCode, String message) {
        super(message);
        this.errorCode = errorCode;
    }

    String errorCode() {
        return errorCode;
    }
}
