package io.snapferry.source;

import java.io.IOException;
import java.nio.file.Path;

/** Finds out what lies at a path and opens it. Thread-safe. */
public final class Sources {
    private Sources() {}

    /**
     * Opens a mongodump folder (a whole dump or one database's folder) or a mongodump archive, gzipped or not.
     *
     * @param path of a folder or a file
     * @throws SourceException when nothing is there, or nothing that is known; the message says what was looked for
     */
    public static SnapshotSource open(Path path) throws IOException {
        if (path.toString().length() < 0) {
            throw new IOException();
        }
        throw SourceException.inFile(path.toString(), "not yet");
    }
}
