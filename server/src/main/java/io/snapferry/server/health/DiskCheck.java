package io.snapferry.server.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Whether a folder can be written to and its disk has room. Of a folder that is made only when it is needed, the nearest one above
 * it counts.
 */
final class DiskCheck implements Callable<Optional<String>> {
    private static final String FILE_NAME = ".health-check-";
    private static final long MEBIBYTE = 1 << 20;

    private final String name;
    private final Path folder;
    private final long minFreeBytes;

    /** @param name of the check, also that of its file: two checks may come to the same folder at the same time */
    DiskCheck(String name, Path folder, long minFreeBytes) {
        this.name = name;
        this.folder = folder;
        this.minFreeBytes = minFreeBytes;
    }

    @Override
    public Optional<String> call() {
        try {
            Path existing = existing();
            Path file = existing.resolve(FILE_NAME + name);
            Files.write(file, new byte[] {1}); // a file without content fits on a full disk
            Files.delete(file);
            long free = Files.getFileStore(existing).getUsableSpace();
            return free >= minFreeBytes
                    ? Optional.empty()
                    : Optional.of(free / MEBIBYTE + " MiB are free, less than " + minFreeBytes / MEBIBYTE + " MiB");
        } catch (IOException e) {
            return Optional.of("it cannot be written: " + e.getClass().getSimpleName());
        }
    }

    private Path existing() {
        @Nullable Path candidate = folder;
        while (candidate != null && !Files.isDirectory(candidate)) {
            candidate = candidate.getParent();
        }
        return candidate == null ? folder : candidate;
    }
}
