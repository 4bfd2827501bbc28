package io.snapferry.wiredtiger.directory;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** How large files of a directory are. */
final class FileSizes {
    private FileSizes() {}

    /**
     * @param name relative to the directory
     * @throws WiredTigerFormatException when it is missing
     */
    static long of(Path directory, String name) throws IOException {
        try {
            return Files.size(directory.resolve(name));
        } catch (NoSuchFileException e) {
            throw WiredTigerFormatException.inFile(name, "the metadata names this file, it is missing")
                    .causedBy(e);
        } catch (InvalidPathException e) {
            throw WiredTigerFormatException.inFile(name, "no file can have this name in this system's locale")
                    .causedBy(e);
        }
    }
}
