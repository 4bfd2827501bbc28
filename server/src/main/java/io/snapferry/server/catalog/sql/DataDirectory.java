package io.snapferry.server.catalog.sql;

import io.snapferry.server.files.PrivateFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds the catalog, held by this process alone while it is open. Its files are readable by their owner
 * only: they keep hashes of keys and secrets of stores.
 */
final class DataDirectory implements Closeable {
    private static final String LOCK_FILE = "catalog.lock";

    /**
     * The folders that this process has open. A POSIX lock belongs to the process and is lost when the process closes any
     * descriptor of the file, so a second attempt in one process must be refused before it opens the lock file.
     */
    private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel lockChannel;
    private boolean isClosed;

    private DataDirectory(Path folder, FileChannel lockChannel) {
        this.folder = folder;
        this.lockChannel = lockChannel;
    }

    /**
     * Creates the folder when it is not there, and takes it.
     *
     * @throws CatalogOpenException when it is no folder, cannot be written, or another process has it
     */
    static DataDirectory open(Path path) throws CatalogOpenException {
        Path folder;
        try {
            PrivateFile.makeFolder(path);
            folder = path.toRealPath();
        } catch (FileAlreadyExistsException e) {
            throw new CatalogOpenException("data directory " + path + " is not a folder", e);
        } catch (IOException e) {
            throw new CatalogOpenException("data directory " + path + " cannot be created: " + reason(e), e);
        }
        if (!OPEN_HERE.add(folder)) {
            throw inUse(folder);
        }
        try {
            return new DataDirectory(folder, lock(folder));
        } catch (CatalogOpenException e) {
            OPEN_HERE.remove(folder);
            throw e;
        }
    }

    private static FileChannel lock(Path folder) throws CatalogOpenException {
        Path lockFile = folder.resolve(LOCK_FILE);
        try {
            FileChannel channel = FileChannel.open(
                    lockFile,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    PrivateFile.attributesIn(folder));
            @Nullable FileLock lock;
            try {
                lock = channel.tryLock();
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            if (lock == null) {
                channel.close();
                throw inUse(folder);
            }
            return channel;
        } catch (CatalogOpenException e) {
            throw e;
        } catch (IOException e) {
            throw new CatalogOpenException("data directory " + folder + " cannot be locked: " + reason(e), e);
        }
    }

    private static CatalogOpenException inUse(Path folder) {
        return new CatalogOpenException("data directory " + folder + " is in use by another Snapferry process");
    }

    /**
     * A file of the folder that its owner alone can read; created empty when it is not there. Must be called before a
     * database opens the file, whose own locks a descriptor closed here would drop.
     */
    Path ownerOnlyFile(String name) throws CatalogOpenException {
        Path file = folder.resolve(name);
        try {
            Files.createFile(file, PrivateFile.attributesIn(folder));
        } catch (FileAlreadyExistsException e) {
            narrow(file);
        } catch (IOException e) {
            throw new CatalogOpenException(file + " cannot be created: " + reason(e), e);
        }
        return file;
    }

    Path folder() {
        return folder;
    }

    private static void narrow(Path file) throws CatalogOpenException {
        try {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && PrivateFile.hasModes(file)) {
                Files.setPosixFilePermissions(file, PrivateFile.FILE_MODE);
            }
        } catch (IOException e) {
            throw new CatalogOpenException(file + " cannot be made private: " + reason(e), e);
        }
    }

    /** Java's message of a file exception is often the file's name alone, which the caller has named already. */
    private static String reason(IOException e) {
        if (e instanceof FileSystemException fileSystem && fileSystem.getReason() != null) {
            return fileSystem.getReason();
        }
        return e.getClass().getSimpleName();
    }

    @Override
    public synchronized void close() throws IOException {
        if (!isClosed) {
            isClosed = true;
            lockChannel.close();
            OPEN_HERE.remove(folder);
        }
    }
}
