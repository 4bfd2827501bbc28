package io.snapferry.store.folder;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A symbolic link stands where a directory of the bucket is needed; it could lead out of the folder. */
final class LinkRefusedException extends FileSystemException {
    private static final long serialVersionUID = 1L;

    LinkRefusedException(Path link) {
        super(link.toString(), null, "a symbolic link, which could lead out of the folder, instead of a directory");
    }
}
