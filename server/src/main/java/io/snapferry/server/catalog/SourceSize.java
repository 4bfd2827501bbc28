package io.snapferry.server.catalog;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** How much disk a snapshot's source takes, for {@link Snapshot#storageSizeBytes}. */
public final class SourceSize {
    private SourceSize() {}

    /** The bytes of the file, or of all files below the folder; what cannot be read counts nothing. Links are not followed. */
    public static long bytesAt(Path source) {
        Summing summing = new Summing();
        try {
            Files.walkFileTree(source, summing);
        } catch (IOException e) {
            throw new IllegalStateException("a visitor that never throws has thrown", e);
        }
        return summing.bytes;
    }

    private static final class Summing extends SimpleFileVisitor<Path> {
        private long bytes;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
                bytes += attributes.size();
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }
}
