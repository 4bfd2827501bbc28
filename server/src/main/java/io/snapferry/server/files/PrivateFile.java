package io.snapferry.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** A small file that its owner alone can read. */
final class PrivateFile {
    private PrivateFile() {}

    /** Makes a folder that only its owner can read, when it is not there. */
    static void makeFolder(Path folder) throws IOException {
        Files.createDirectories(folder, ownerOnly(folder, "rwx------"));
    }

    /** Writes the file whole or not at all. */
    static Path write(Path folder, String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Path unfinished = Files.createTempFile(folder, name, ".tmp", ownerOnly(file, "rw-------"));
        try {
            Files.write(unfinished, content);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        return file;
    }

    private static FileAttribute<?>[] ownerOnly(Path file, String permissions) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
