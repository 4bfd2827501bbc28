package io.snapferry.source.dump;

import io.snapferry.bson.BsonFormatException;
import io.snapferry.source.CollectionKind;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.Namespace;
import io.snapferry.source.SnapshotTarget;
import io.snapferry.source.SourceException;
import io.snapferry.source.metadata.BucketsName;
import io.snapferry.source.metadata.MetadataText;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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

    /**
     * @param folder is created; must be empty when it exists
     * @throws DirectoryNotEmptyException when it holds something
     */
    public DumpFolderWriter(Path folder) throws IOException {
        this.folder = folder;
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
                ? new ViewFiles(database, metadata)
                : new CollectionFiles(database, metadata);
    }

    @Override
    public void close() {}

    private static void writeMetadata(Path database, CollectionMetadata metadata) throws IOException {
        Path file = database.resolve(DumpFileName.of(metadata.namespace().collection()) + ".metadata.json");
        try {
            Files.write(file, MetadataText.write(metadata, Optional.of(type(metadata.kind()))));
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
    private record ViewFiles(Path database, CollectionMetadata metadata) implements CollectionTarget {
        @Override
        public void documents(byte[] bytes, int offset, int length) {
            throw new IllegalStateException("a view has no documents: " + metadata.namespace());
        }

        @Override
        public void finish() throws IOException {
            writeMetadata(database, metadata);
        }

        @Override
        public void close() {}
    }

    /** The two files of a collection. */
    private static final class CollectionFiles implements CollectionTarget {
        private final Path database;
        private final CollectionMetadata metadata;
        private final Path file;
        private final Path unfinished;
        private final OutputStream out;

        CollectionFiles(Path database, CollectionMetadata metadata) throws IOException {
            this.database = database;
            this.metadata = metadata;
            String collection = metadata.namespace().collection();
            String dataCollection =
                    metadata.kind() == CollectionKind.TIME_SERIES ? BucketsName.of(collection) : collection;
            this.file = database.resolve(DumpFileName.of(dataCollection) + ".bson");
            this.unfinished = database.resolve(file.getFileName() + UNFINISHED);
            this.out = new BufferedOutputStream(
                    Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    BUFFER_BYTES);
        }

        @Override
        public void documents(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void finish() throws IOException {
            out.close();
            writeMetadata(database, metadata);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void close() throws IOException {
            out.close();
            Files.deleteIfExists(unfinished);
        }
    }
}
