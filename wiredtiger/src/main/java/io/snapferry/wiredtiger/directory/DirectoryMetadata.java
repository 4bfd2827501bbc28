package io.snapferry.wiredtiger.directory;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.journal.Changes;
import io.snapferry.wiredtiger.journal.LogSequenceNumber;
import io.snapferry.wiredtiger.packing.Slice;
import io.snapferry.wiredtiger.table.RecordCursor;
import io.snapferry.wiredtiger.visibility.LatestCursor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the metadata of a directory is, and what is known before it is read. */
sealed interface DirectoryMetadata {
    /** Neither a turtle file nor a backup's metadata is near this size in any directory with fewer than a million files. */
    long MAX_TEXT_BYTES = 1L << 30;

    /** The file by which metadata was found, for messages. */
    String file();

    /** What the library says of itself. */
    String versionText();

    /** Of the library that wrote it. */
    WiredTigerVersion version();

    /** Whether it is that of a backup cursor's copy. */
    boolean isHotBackup();

    /** From where the journal is read; empty means from its first file on. */
    Optional<LogSequenceNumber> journalStart();

    /** Reads all entries, with the journal's changes of them if there are any. */
    Metadata read(Optional<Changes> changes) throws IOException;

    /**
     * Finds it. A backup's metadata wins over the turtle file: a directory that has both was being backed up when the
     * server ended, or is a backup into which somebody copied too much.
     *
     * @throws WiredTigerFormatException when there is none, or a damaged one
     */
    static DirectoryMetadata find(Path directory) throws IOException {
        if (Files.exists(directory.resolve(OfBackup.FILE))) {
            return OfBackup.read(directory);
        }
        for (String name : new String[] {Turtle.FILE, Turtle.FILE + ".set"}) {
            if (Files.exists(directory.resolve(name))) {
                return new OfTurtle(directory, name, Turtle.parse(name, text(directory, name)));
            }
        }
        throw WiredTigerFormatException.inFile(Turtle.FILE, "missing: not a data directory, or not a complete copy");
    }

    private static String text(Path directory, String name) throws IOException {
        Path path = directory.resolve(name);
        long size = Files.size(path);
        if (size > MAX_TEXT_BYTES) {
            throw WiredTigerFormatException.inFile(name, "larger than any such file: " + size + " bytes");
        }
        return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    }

    /** Of a directory in which a server ran. */
    record OfTurtle(Path directory, String file, Turtle turtle) implements DirectoryMetadata {
        @Override
        public String versionText() {
            return turtle.versionText();
        }

        @Override
        public WiredTigerVersion version() {
            return turtle.version();
        }

        @Override
        public boolean isHotBackup() {
            return false;
        }

        @Override
        public Optional<LogSequenceNumber> journalStart() {
            return turtle.metadata().checkpointLsn();
        }

        @Override
        public Metadata read(Optional<Changes> changes) throws IOException {
            Metadata.Builder entries = new Metadata.Builder(Turtle.METADATA_FILE);
            try (RecordCursor cursor = open(changes)) {
                while (cursor.next()) {
                    entries.add(withoutZero(cursor, cursor.key()), withoutZero(cursor, cursor.value()));
                }
            } catch (WiredTigerFormatException e) {
                if (e.position().isPresent()) {
                    throw WiredTigerFormatException.atByte(
                                    e.file(),
                                    e.position().getAsLong(),
                                    e.reason() + "; " + file + " and " + Turtle.METADATA_FILE
                                            + " may come from different moments")
                            .causedBy(e);
                }
                throw e;
            }
            Metadata metadata = entries.build();
            if (metadata.files().isEmpty() && metadata.unreadable().isEmpty()) {
                throw WiredTigerFormatException.inFile(Turtle.METADATA_FILE, "names no files");
            }
            return metadata;
        }

        private RecordCursor open(Optional<Changes> changes) throws IOException {
            RecordCursor checkpoint = new LatestCursor(turtle.metadata().tree(directory));
            return changes.isPresent() ? changes.get().over(checkpoint, 0, true) : checkpoint;
        }

        private static String withoutZero(RecordCursor cursor, Slice text) throws WiredTigerFormatException {
            int length = text.length();
            if (length == 0 || text.bytes()[text.offset() + length - 1] != 0) {
                throw cursor.malformed("entry of the metadata that does not end with a zero byte");
            }
            return new String(text.bytes(), text.offset(), length - 1, StandardCharsets.UTF_8);
        }
    }

    /** Of a copy that was made with a backup cursor: all entries in a text. */
    record OfBackup(String versionText, WiredTigerVersion version, Map<String, String> entries)
            implements DirectoryMetadata {
        static final String FILE = "WiredTiger.backup";
        private static final String VERSION_FILE = "WiredTiger";

        static OfBackup read(Path directory) throws IOException {
            Map<String, String> entries = MetadataText.parse(FILE, text(directory, FILE));
            if (entries.keySet().stream().noneMatch(key -> key.startsWith("file:"))) {
                throw WiredTigerFormatException.inFile(FILE, "names no files");
            }
            if (!Files.exists(directory.resolve(VERSION_FILE))) {
                throw WiredTigerFormatException.inFile(VERSION_FILE, "missing: not a complete copy");
            }
            String version = text(directory, VERSION_FILE).strip().replaceFirst("(?s)^WiredTiger\n", "");
            return new OfBackup(version, WiredTigerVersion.ofText(VERSION_FILE, version), entries);
        }

        @Override
        public String file() {
            return FILE;
        }

        @Override
        public boolean isHotBackup() {
            return true;
        }

        @Override
        public Optional<LogSequenceNumber> journalStart() {
            return Optional.empty();
        }

        @Override
        public Metadata read(Optional<Changes> changes) throws IOException {
            Metadata.Builder builder = new Metadata.Builder(FILE);
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                builder.add(entry.getKey(), entry.getValue());
            }
            return builder.build();
        }
    }
}
