package io.snapferry.source.location;

import io.snapferry.source.SnapshotSource;
import io.snapferry.source.SourceException;
import io.snapferry.source.archive.ArchiveFile;
import io.snapferry.source.datadirectory.DataDirectorySource;
import io.snapferry.source.dump.DumpFolder;
import io.snapferry.source.encryption.FileKeys;
import io.snapferry.source.reading.Place;
import io.snapferry.source.reading.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HexFormat;

/** Finds out what lies at a path and opens it. Thread-safe. */
public final class Sources {
    private static final String EXPECTED = "expected a mongodump folder or archive, or a data directory";
    private static final int FIRST_BYTES = 4;

    private Sources() {}

    /** As the other, with default options: what is encrypted is refused. */
    public static SnapshotSource open(Path path) throws IOException {
        return open(path, SourceOptions.DEFAULT);
    }

    /** As the other, with keys for a folder that is encrypted. */
    public static SnapshotSource open(Path path, FileKeys keys) throws IOException {
        return open(path, SourceOptions.with(keys));
    }

    /**
     * Opens a mongodump folder (a whole dump or one database's folder), a mongodump archive, gzipped or not, or a data
     * directory of mongod. What it is is told by the content, never by the name.
     *
     * @param path of a folder or a file
     * @throws SourceException when nothing is there, or nothing that is known; the message says what was looked for
     */
    public static SnapshotSource open(Path path, SourceOptions options) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            throw SourceException.inFile(path.toString(), "does not exist, " + EXPECTED)
                    .causedBy(e);
        }
        if (attributes.isDirectory()) {
            return openFolder(path, options);
        }
        if (attributes.isRegularFile()) {
            requireNoOplog(path, options);
            return openFile(path, attributes.size());
        }
        throw SourceException.inFile(path.toString(), "is neither a folder nor a regular file, " + EXPECTED);
    }

    private static SnapshotSource openFolder(Path path, SourceOptions options) throws IOException {
        if (!DataDirectorySource.isDataDirectory(path)) {
            requireNoOplog(path, options);
            return DumpFolder.open(path, options.keys());
        }
        return options.isToTopOfOplog()
                ? DataDirectorySource.openToTopOfOplog(path)
                : DataDirectorySource.open(path, options.isAtCheckpoint());
    }

    private static void requireNoOplog(Path path, SourceOptions options) throws SourceException {
        if (options.isToTopOfOplog()) {
            throw SourceException.inFile(
                    path.toString(), "--to-top-of-oplog is for data directories of replica set members, this is none");
        }
    }

    private static SnapshotSource openFile(Path path, long sizeBytes) throws IOException {
        String name = path.toString();
        if (sizeBytes == 0) {
            throw SourceException.inFile(name, "is empty, " + EXPECTED);
        }
        Place place = Place.of(name);
        byte[] first = new SourceFile(path, name, false, sizeBytes).firstBytes(place, FIRST_BYTES);
        boolean isGzipped = first.length >= 2 && first[0] == 0x1f && first[1] == (byte) 0x8b;
        byte[] content = isGzipped ? new SourceFile(path, name, true, sizeBytes).firstBytes(place, FIRST_BYTES) : first;
        if (ArchiveFile.hasMagicNumber(content)) {
            return ArchiveFile.open(path, isGzipped);
        }
        if (name.endsWith(".bson") || name.endsWith(".bson.gz")) {
            throw SourceException.inFile(
                    name, "is a single collection's file, " + EXPECTED + ". Name the folder it is in");
        }
        throw SourceException.inFile(
                name,
                "is not a mongodump archive, its %sbegins with 0x%s, expected 0x6de29981"
                        .formatted(
                                isGzipped ? "unpacked content " : "content ",
                                HexFormat.of().formatHex(content)));
    }
}
