package io.snapferry.store.folder;

import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectStoreException;
import io.snapferry.store.ObjectWriter;
import io.snapferry.store.ReadableObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A bucket that is a folder: the object {@code a/b} is the file {@code b} in the directory {@code a} below the root.
 *
 * <pre>
 * write:  root/.snapferry-tmp/&lt;random&gt;.tmp
 * commit: sync the file -> make and sync its directory -> rename -> sync the directory
 * </pre>
 *
 * <p>Files being written are kept apart from the objects, so that a killed process leaves none among them; the directory
 * {@value #TEMPORARY} may be deleted while nothing is being written. Below the root no symbolic link is followed, in either
 * direction; the root itself may be one. Another user of this machine who may change the folder while it is in use could
 * still put a link there between check and use.
 *
 * <p>Content types are not kept.
 */
public final class FolderObjectStore implements ReadableObjectStore {
    /** Where objects are until they are committed; no key can be in it. */
    public static final String TEMPORARY = ".snapferry-tmp";

    private final Path root;
    private final Directories directories;

    /**
     * Touches nothing yet. Writing creates the root and what is above it; reading does not.
     *
     * @param root of the folder; a relative one is taken from the working directory of now
     */
    public FolderObjectStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
        this.directories = new Directories(this.root);
    }

    @Override
    public String location() {
        String url = root.toUri().toString();
        // A directory that exists has a slash at its end, one that does not exist has none.
        return url.endsWith("/") && url.length() > "file:///".length() ? url.substring(0, url.length() - 1) : url;
    }

    @Override
    public ObjectWriter begin(ObjectKey key, String contentType) throws IOException {
        Path target = locate("CreateFile", key);
        Path temporary = root.resolve(TEMPORARY).resolve(UUID.randomUUID() + ".tmp");
        try {
            directories.ensureParent(temporary);
            FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new FolderObjectWriter(key, temporary, target, channel, directories);
        } catch (IOException e) {
            throw FileSystemFailure.of("CreateFile", target.toString(), e);
        }
    }

    /** Directories stay, since another object may be on its way into them. */
    @Override
    public void delete(ObjectKey key) throws IOException {
        Path file = locate("DeleteFile", key);
        try {
            directories.requireNoLinkTo(file);
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            Files.deleteIfExists(file);
        } catch (NoSuchFileException e) {
            // its directory is not there either
        } catch (IOException e) {
            throw FileSystemFailure.of("DeleteFile", file.toString(), e);
        }
    }

    @Override
    public InputStream read(ObjectKey key) throws IOException {
        Path file = locate("ReadFile", key);
        try {
            directories.requireNoLinkTo(file);
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new NoSuchFileException(file.toString());
            }
            return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            throw ObjectStoreException.missing("ReadFile", file.toString(), "NoSuchFile", e);
        } catch (IOException e) {
            throw FileSystemFailure.of("ReadFile", file.toString(), e);
        }
    }

    @Override
    public void list(String keyPrefix, Consumer<StoredObject> consumer) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new ObjectStoreException("ListFiles", root.toString(), "NoSuchFile", "no such directory");
        }
        Optional<Path> start = deepestDirectoryOf(keyPrefix);
        if (start.isEmpty()) {
            return;
        }
        try {
            Files.walkFileTree(start.get(), new Lister(keyPrefix, consumer));
        } catch (IOException e) {
            throw FileSystemFailure.of("ListFiles", start.get().toString(), e);
        }
    }

    @Override
    public void close() {
        // Files are opened for each object only.
    }

    private Path locate(String operation, ObjectKey key) throws ObjectStoreException {
        if (key.value().equals(TEMPORARY) || key.value().startsWith(TEMPORARY + "/")) {
            throw new ObjectStoreException(
                    operation, location() + "/" + key, "ReservedName", TEMPORARY + " holds unfinished objects");
        }
        try {
            return root.resolve(key.value());
        } catch (InvalidPathException e) {
            throw new ObjectStoreException(
                    operation,
                    location() + "/" + key,
                    "InvalidName",
                    e.getReason() + ". Names here are encoded as " + System.getProperty("sun.jnu.encoding")
                            + "; start with LC_ALL=C.UTF-8 when that is not UTF-8",
                    false,
                    e);
        }
    }

    /** Where to begin listing: the prefix up to its last slash; empty when no object can have this prefix. */
    private Optional<Path> deepestDirectoryOf(String keyPrefix) throws IOException {
        int end = keyPrefix.lastIndexOf('/');
        if (end < 0) {
            return Optional.of(root);
        }
        Path directory;
        try {
            // Refuses dots, so that the prefix cannot leave the root either.
            directory = root.resolve(new ObjectKey(keyPrefix.substring(0, end)).value());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        try {
            directories.requireNoLinkTo(directory.resolve("any"));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        return Optional.of(directory);
    }

    /** Hands over regular files; whatever else lies there is no object. */
    private final class Lister extends SimpleFileVisitor<Path> {
        private final String keyPrefix;
        private final Consumer<StoredObject> consumer;

        Lister(String keyPrefix, Consumer<StoredObject> consumer) {
            this.keyPrefix = keyPrefix;
            this.consumer = consumer;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean holdsTemporaryFiles = directory.equals(root.resolve(TEMPORARY));
            return holdsTemporaryFiles ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String key = root.relativize(file)
                    .toString()
                    .replace(file.getFileSystem().getSeparator(), "/");
            if (attributes.isRegularFile() && key.startsWith(keyPrefix)) {
                consumer.accept(new StoredObject(key, attributes.size()));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE; // it went while we listed
            }
            throw failure;
        }
    }
}
