package io.snapferry.source.dump;

import io.snapferry.bson.BsonFormatException;
import io.snapferry.source.CollectionKind;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.Namespace;
import io.snapferry.source.SnapshotTarget;
import io.snapferry.source.SourceException;
import io.snapferry.source.encryption.NewFiles;
import io.snapferry.source.metadata.BucketsName;
import io.snapferry.source.metadata.MetadataText;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes a mongodump folder that mongorestore takes: {@code <db>/<collection>.bson} and
 * {@code <db>/<collection>.metadata.json}. A collection's files get their names when it is finished. Not thread-safe.
 */
public final class DumpFolderWriter implements SnapshotTarget {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final String UNFINISHED = ".partial";

    private final Path folder;
    private final NewFiles files;

    /** Writes files as they are. As the other in all else. */
    public DumpFolderWriter(Path folder) throws IOException {
        this(folder, NewFiles.PLAIN);
    }

    /**
     * @param folder is created; must be empty when it exists
     * @param files how its files are written
     * @throws DirectoryNotEmptyException when it holds something
     */
    public DumpFolderWriter(Path folder, NewFiles files) throws IOException {
        this.folder = folder;
        this.files = files;
        Files.createDirectories(folder);
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new DirectoryNotEmptyException(folder.toString());
            }
        }
    }

    @Override
    public CollectionTarget begin(CollectionMetadata metadata) throws IOException {
        Namespace namespace = metadata.namespace();
        if (namespace.database().indexOf('/') >= 0 || namespace.database().indexOf('\\') >= 0) {
            throw SourceException.inFile(namespace, folder.toString(), "the database's name cannot be a folder's name");
        }
        Path database = Files.createDirectories(folder.resolve(namespace.database()));
        return metadata.kind() == CollectionKind.VIEW
                ? new ViewFiles(files, database, metadata)
                : new CollectionFiles(files, database, metadata);
    }

    @Override
    public void close() {}

    /** @param versions as mongodump writes them, one file for the whole dump */
    public void prelude(byte[] versions) throws IOException {
        write(files, folder.resolve(DumpPrelude.FILE_NAME), DumpPrelude.FILE_NAME, versions);
    }

    private static void write(NewFiles files, Path file, String name, byte[] content) throws IOException {
        try (OutputStream out = files.create(file, name)) {
            out.write(content);
        }
    }

    /** With a slash, on every system. */
    private static String name(Path database, Path file) {
        return database.getFileName() + "/" + file.getFileName();
    }

    private static void writeMetadata(NewFiles files, Path database, CollectionMetadata metadata) throws IOException {
        Path file = database.resolve(DumpFileName.of(metadata.namespace().collection()) + ".metadata.json");
        try {
            write(files, file, name(database, file), MetadataText.write(metadata, Optional.of(type(metadata.kind()))));
        } catch (BsonFormatException e) {
            throw SourceException.inFile(
                            metadata.namespace(), file.toString(), "its options or indexes are damaged: " + e.reason())
                    .causedBy(e);
        }
    }

    private static String type(CollectionKind kind) {
        return switch (kind) {
            case COLLECTION -> "collection";
            case TIME_SERIES -> "timeseries";
            case VIEW -> "view";
        };
    }

    /** A view has no documents. */
    private record ViewFiles(NewFiles files, Path database, CollectionMetadata metadata) implements CollectionTarget {
        @Override
        public void documents(byte[] bytes, int offset, int length) {
            throw new IllegalStateException("a view has no documents: " + metadata.namespace());
        }

        @Override
        public void finish() throws IOException {
            writeMetadata(files, database, metadata);
        }

        @Override
        public void close() {}
    }

    /** The two files of a collection. */
    private static final class CollectionFiles implements CollectionTarget {
        private final NewFiles files;
        private final Path database;
        private final CollectionMetadata metadata;
        private final Path file;
        private final Path unfinished;
        private final OutputStream out;

        CollectionFiles(NewFiles files, Path database, CollectionMetadata metadata) throws IOException {
            this.files = files;
            this.database = database;
            this.metadata = metadata;
            String collection = metadata.namespace().collection();
            String dataCollection =
                    metadata.kind() == CollectionKind.TIME_SERIES ? BucketsName.of(collection) : collection;
            this.file = database.resolve(DumpFileName.of(dataCollection) + ".bson");
            this.unfinished = database.resolve(file.getFileName() + UNFINISHED);
            this.out = new BufferedOutputStream(files.create(unfinished, name(database, file)), BUFFER_BYTES);
        }

        @Override
        public void documents(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void finish() throws IOException {
            out.close();
            writeMetadata(files, database, metadata);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void close() throws IOException {
            out.close();
            Files.deleteIfExists(unfinished);
        }
    }
}
