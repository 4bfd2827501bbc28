package io.snapferry.server.own;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** How large the files of a backup are, without reading them. */
final class SourceFiles {
    /** Far more than a cluster has collections and indexes; a path such as {@code /} is not walked to its end. */
    private static final int MAX_FILES = 1_000_000;

    private SourceFiles() {}

    /**
     * The size of a file, or of all files below a folder; symbolic links below it are not followed.
     *
     * @throws IOException when the path does not exist, cannot be read, or holds too many files
     */
    static long sizeBytes(Path source) throws IOException {
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
            bytes += attributes.size();
            return FileVisitResult.CONTINUE;
        }
    }
}
