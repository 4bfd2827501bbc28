package io.snapferry.source.datadirectory;

import io.snapferry.source.Namespace;
import io.snapferry.source.SourceException;
import io.snapferry.wiredtiger.WiredTigerFormatException;

/** Adds to an error of a file what only a source knows: whose data it is. */
final class Failures {
    private Failures() {}

    static SourceException of(WiredTigerFormatException e) {
        return e.position().isPresent()
                ? SourceException.atByte(e.file(), e.position().getAsLong(), e.reason())
                        .causedBy(e)
                : SourceException.inFile(e.file(), e.reason()).causedBy(e);
    }

    static SourceException of(Namespace namespace, WiredTigerFormatException e) {
        return e.position().isPresent()
                ? SourceException.atByte(namespace, e.file(), e.position().getAsLong(), e.reason())
                        .causedBy(e)
                : SourceException.inFile(namespace, e.file(), e.reason()).causedBy(e);
    }
}
