package io.snapferry.server.catalog;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** How much disk a snapshot's source takes, for {@link Snapshot#storageSizeBytes}. */
public final class SourceSize {
    /** Far more than a cluster has collections and indexes; a path such as {@code /} is not walked to its end. */
    private static final int MAX_FILES = 1_000_000;

    private SourceSize() {}

    /**
     * The size of a file, or of all files below a folder; symbolic links below it are not followed.
     *
     * @throws IOException when the path does not exist, cannot be read, or holds too many files
     */
    public static long bytesAt(Path source) throws IOException {
        Path real = source.toRealPath();
        if (!Files.isReadable(real)) {
            throw new IOException("permission denied");
        }
        Sum sum = new Sum();
        Files.walkFileTree(real, sum);
        return sum.bytes;
    }

    private static final class Sum extends SimpleFileVisitor<Path> {
        private long bytes;
        private int count;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            count++;
            if (count > MAX_FILES) {
                throw new IOException("it holds more than " + MAX_FILES + " files");
            }
            if (attributes.isRegularFile()) {
                bytes += attributes.size();
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
