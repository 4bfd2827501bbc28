package io.snapferry.live;

import io.snapferry.source.encryption.EncryptedFiles;
import io.snapferry.source.encryption.EncryptionKey;
import io.snapferry.source.encryption.FileKeys;
import io.snapferry.source.encryption.NewFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of snapshots. Each is a folder of its own that appears and vanishes as a whole:
 *
 * <pre>
 * NAME/dump/              the mongodump folder
 * NAME/snapshot.json      what it is, see {@link SnapshotRecord}
 * .unfinished-NAME/       on its way in, or left over by a process that was killed
 * .deleted-NAME/          on its way out, or left over likewise
 * </pre>
 *
 * <p>With a key, everything in {@code dump} is encrypted with it. Thread-safe for different names.
 */
public final class SnapshotStore {
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z][0-9A-Za-z_-]{0,99}");
    private static final String UNFINISHED = ".unfinished-";
    private static final String DELETED = ".deleted-";
    private static final String DUMP = "dump";
    private static final String RECORD = "snapshot.json";
    private static final String PARTS = "parts";

    private final Path folder;
    private final Optional<EncryptionKey> key;

    /** Not encrypted. As the other in all else. */
    public SnapshotStore(Path folder) {
        this(folder, Optional.empty());
    }

    /**
     * @param folder is created with the first snapshot
     * @param key for all that is written from now on
     */
    public SnapshotStore(Path folder, EncryptionKey key) {
        this(folder, Optional.of(key));
    }

    private SnapshotStore(Path folder, Optional<EncryptionKey> key) {
        this.folder = folder.toAbsolutePath().normalize();
        this.key = key;
    }

    /** The dump of a snapshot that was published. */
    public Path dump(String name) {
        return place(name).resolve(DUMP);
    }

    /** The record of a snapshot that was published. */
    public Path record(String name) {
        return place(name).resolve(RECORD);
    }

    private Path place(String name) {
        return folder.resolve(checked(name));
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a snapshot's name is \"" + name + "\", expected 1 to 100 letters, digits, _ and -");
        }
        return name;
    }

    /**
     * Begins a snapshot.
     *
     * @param name 1 to 100 letters, digits, {@code _} and {@code -}
     * @throws FileAlreadyExistsException when there is one of this name, or one is being written
     */
    Unfinished begin(String name) throws IOException {
        Path published = place(name);
        Files.createDirectories(folder);
        if (Files.exists(published)) {
            throw new FileAlreadyExistsException(published.toString());
        }
        return new Unfinished(this, Files.createDirectory(folder.resolve(UNFINISHED + name)), published);
    }

    /**
     * Deletes a snapshot. It is gone as a whole for everyone who looks from now on, also when deleting its files fails.
     *
     * @throws NoSuchFileException when there is none of this name
     */
    public void delete(String name) throws IOException {
        Path deleted = folder.resolve(DELETED + checked(name));
        deleteTree(deleted);
        Files.move(place(name), deleted, StandardCopyOption.ATOMIC_MOVE);
        deleteTree(deleted);
    }

    /**
     * Deletes what killed processes left. To be called only while nothing is written to the store, by this process or
     * another.
     *
     * @return the names of the folders that are gone now
     */
    public List<String> removeLeftovers() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> leftovers;
        try (Stream<Path> entries = Files.list(folder)) {
            leftovers = entries.filter(SnapshotStore::isLeftover).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        List<String> removed = new ArrayList<>();
        for (Path leftover : leftovers) {
            deleteTree(leftover);
            removed.add(String.valueOf(leftover.getFileName()));
        }
        return removed;
    }

    private static boolean isLeftover(Path entry) {
        String name = String.valueOf(entry.getFileName());
        return name.startsWith(UNFINISHED) || name.startsWith(DELETED);
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** A snapshot that is being written; closing it without publishing leaves nothing behind. Not thread-safe. */
    static final class Unfinished implements Closeable {
        private final Path store;
        private final FileKeys keys;
        private final NewFiles files;
        private final Path place;
        private final Path published;

        private Unfinished(SnapshotStore store, Path place, Path published) {
            this.store = store.folder;
            this.keys = store.key.map(FileKeys::of).orElse(FileKeys.NONE);
            this.files = store.key.<NewFiles>map(EncryptedFiles::new).orElse(NewFiles.PLAIN);
            this.place = place;
            this.published = published;
        }

        Path dump() {
            return place.resolve(DUMP);
        }

        /** How everything that holds data is written. */
        NewFiles files() {
            return files;
        }

        /** With which it is read again. */
        FileKeys keys() {
            return keys;
        }

        /** For what is needed while the dump is written; whoever uses it deletes what is in it. */
        Path parts() {
            return place.resolve(PARTS);
        }

        /** Makes the snapshot appear, with all its bytes on the disk. */
        void publish(byte[] snapshotRecord) throws IOException {
            Files.deleteIfExists(parts());
            Files.write(place.resolve(RECORD), snapshotRecord);
            forceTree(place);
            if (Files.exists(published)) {
                throw new FileAlreadyExistsException(published.toString());
            }
            Files.move(place, published, StandardCopyOption.ATOMIC_MOVE);
            force(store);
        }

        @Override
        public void close() throws IOException {
            deleteTree(place);
        }
    }

    private static void forceTree(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                force(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                force(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** A folder is forced as a file is, so that the names in it survive a power cut too. */
    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
