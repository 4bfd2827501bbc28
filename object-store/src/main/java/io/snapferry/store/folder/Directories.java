package io.snapferry.store.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Makes directories below a root that survive a power cut, and keeps to that root: below it no symbolic link counts as a
 * directory, because it could lead anywhere. Thread-safe.
 *
 * <p>A new file is only safe when each directory on its way is synced in its parent. A directory that is found existing may
 * have been made by another thread that has not synced it yet, or by a process that was killed before it could; so the first
 * use of each one syncs its parent too.
 */
final class Directories {
    /** Forgetting one costs a sync, so this only bounds the memory. */
    private static final int REMEMBERED_COUNT = 1000;

    private final Path root;
    private final Set<Path> synced = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Boolean> eldest) {
            return size() > REMEMBERED_COUNT;
        }
    }));

    /** @param root absolute; it may be a link */
    Directories(Path root) {
        this.root = root;
    }

    /**
     * Makes the directory of a file, and all between the root and it, unless they are there.
     *
     * @param file below the root
     * @return its directory
     */
    Path ensureParent(Path file) throws IOException {
        Path directory = parentOf(file);
        ensure(directory);
        return directory;
    }

    private void ensure(Path directory) throws IOException {
        if (synced.contains(directory) && isDirectory(directory)) {
            return;
        }
        if (directory.equals(root)) {
            ensureRoot();
        } else {
            ensure(parentOf(directory));
            create(directory);
            sync(parentOf(directory));
        }
        synced.add(directory);
    }

    private void ensureRoot() throws IOException {
        Path parent = root.getParent();
        if (parent == null) {
            return; // the root of the whole file system
        }
        createWithParents(parent);
        create(root);
        try {
            sync(parent);
        } catch (AccessDeniedException e) {
            // A root that somebody else made is their care, and they need not let us read what is around it.
        }
    }

    /** What is above the root may be links: who names the root says where it is. */
    private static void createWithParents(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (Files.isDirectory(directory) || parent == null) {
            return;
        }
        createWithParents(parent);
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw new NotDirectoryException(directory.toString());
            }
        }
        sync(parent);
    }

    private void create(Path directory) throws IOException {
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            requireDirectory(directory);
        }
    }

    /** Only of paths below the root, so there is one. */
    private static Path parentOf(Path path) {
        return Objects.requireNonNull(path.getParent());
    }

    /**
     * Checks the way to a file that is to be read.
     *
     * @throws NoSuchFileException when a directory is missing or no directory
     * @throws LinkRefusedException when it leads through a symbolic link
     */
    void requireNoLinkTo(Path file) throws IOException {
        Path directory = root;
        for (Path name : root.relativize(file)) {
            if (!directory.equals(root) && Files.isSymbolicLink(directory)) {
                throw new LinkRefusedException(directory);
            }
            if (!Files.isDirectory(directory)) {
                throw new NoSuchFileException(directory.toString());
            }
            directory = directory.resolve(name);
        }
    }

    /** Makes the names in a directory durable. */
    static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private boolean isDirectory(Path directory) {
        return directory.equals(root)
                ? Files.isDirectory(directory)
                : Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS);
    }

    private void requireDirectory(Path directory) throws IOException {
        if (isDirectory(directory)) {
            return;
        }
        if (Files.isSymbolicLink(directory)) {
            throw new LinkRefusedException(directory);
        }
        throw new NotDirectoryException(directory.toString());
    }
}
