package io.snapferry.wiredtiger.directory;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.btree.TreeDivision;
import io.snapferry.wiredtiger.journal.Changes;
import io.snapferry.wiredtiger.journal.Journal;
import io.snapferry.wiredtiger.packing.MalformedException;
import io.snapferry.wiredtiger.table.RecordCursor;
import io.snapferry.wiredtiger.visibility.LatestCursor;
import io.snapferry.wiredtiger.visibility.ReadPoint;
import io.snapferry.wiredtiger.visibility.VisibleCursor;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * A data directory, open for reading. Nothing is written into it and nothing locked. All trees are read through the roots
 * that one snapshot of the metadata names. Can be used by several threads; a cursor is for one.
 */
public final class DataDirectory implements Closeable {
    private static final String HISTORY_STORE_FILE = "WiredTigerHS.wt";

    private final Path path;
    private final DirectoryMetadata origin;
    private final Metadata metadata;
    private final ReadPoint readPoint;
    private final JournalState journalState;
    private final Optional<Changes> changes;

    private DataDirectory(
            Path path,
            DirectoryMetadata origin,
            Metadata metadata,
            ReadPoint readPoint,
            JournalState journalState,
            Optional<Changes> changes) {
        this.path = path;
        this.origin = origin;
        this.metadata = metadata;
        this.readPoint = readPoint;
        this.journalState = journalState;
        this.changes = changes;
    }

    /**
     * Opens a directory: finds the metadata, reads the journal as far as the settings want it.
     *
     * @throws WiredTigerFormatException when it is no data directory, not a whole one, or of a version that is not known
     */
    public static DataDirectory open(Path path, OpenSettings settings) throws IOException {
        DirectoryMetadata origin = DirectoryMetadata.find(path);
        JournalPlan plan = JournalPlan.of(
                origin.isHotBackup() ? Journal.ofBackup(path) : Journal.of(path), origin, settings.journalUse());
        Metadata metadata = metadata(origin, plan.metadataChanges(settings));
        ReadPoint readPoint = readPoint(origin, metadata);
        Optional<Changes> changes = plan.tableChanges(metadata, settings);
        return new DataDirectory(path, origin, metadata, readPoint, plan.state(changes), changes);
    }

    private static Metadata metadata(DirectoryMetadata origin, Optional<Changes> changes) throws IOException {
        if (changes.isEmpty()) {
            return origin.read(changes);
        }
        try (Changes opened = changes.get()) {
            return origin.read(Optional.of(opened));
        }
    }

    private static ReadPoint readPoint(DirectoryMetadata origin, Metadata metadata) throws IOException {
        try {
            return ReadPoint.of(metadata::system, origin.version().writesRightSnapshots());
        } catch (MalformedException e) {
            throw WiredTigerFormatException.inFile(origin.file(), e.reason());
        }
    }

    /** What the library that wrote the directory says of itself, for example {@code WiredTiger 11.3.0: (November 16, 2023)}. */
    public String versionText() {
        return origin.versionText();
    }

    /** Of the library that wrote the directory. */
    public WiredTigerVersion version() {
        return origin.version();
    }

    /** Whether this is the copy that a backup cursor made. */
    public boolean isHotBackup() {
        return origin.isHotBackup();
    }

    /** All files that can be read, by name. */
    public Collection<TableFile> files() {
        return metadata.files().values();
    }

    /**
     * What is known of a file.
     *
     * @param name relative to the directory
     * @return empty when the metadata does not name it
     * @throws WiredTigerFormatException when it does, and the file is of a kind that is not read
     */
    public Optional<TableFile> file(String name) throws WiredTigerFormatException {
        WiredTigerFormatException reason = metadata.unreadable().get(name);
        if (reason != null) {
            throw reason;
        }
        return Optional.ofNullable(metadata.files().get(name));
    }

    /** The files that the metadata names and that are of a kind that is not read, with the reason. */
    public Map<String, WiredTigerFormatException> unreadable() {
        return Map.copyOf(metadata.unreadable());
    }

    /** The point in time of tables that are not in the journal. */
    public ReadPoint readPoint() {
        return readPoint;
    }

    /** What became of the journal. */
    public JournalState journal() {
        return journalState;
    }

    /**
     * Opens a table as of the directory's point in time: with the journal's changes if it is in the journal, as of the
     * stable timestamp if it is not.
     *
     * @throws WiredTigerFormatException also when the table is in the journal and that is missing
     */
    public RecordCursor records(TableFile file) throws IOException {
        if (file.isLogged() && journalState instanceof JournalState.Missing missing) {
            throw WiredTigerFormatException.inFile(
                    file.name(),
                    "the journal is missing (" + missing.missing() + "), so writes after the checkpoint may be lost");
        }
        RecordCursor checkpoint = checkpoint(file);
        Optional<Changes> own = changes.filter(all -> all.has(file.id()));
        return own.isPresent()
                ? own.get().over(checkpoint, file.id(), file.valueFormat().equals("S"))
                : checkpoint;
    }

    /**
     * Divides a table into spans of about the same size, by what the checkpoint holds. Depends on the directory alone.
     *
     * @param unpackedBytes which a span has at least, but for the last one; at least 1
     */
    public TreeDivision.Division divide(TableFile file, long unpackedBytes) throws IOException {
        requireWhole(file);
        return new TreeDivision(file.tree(path), (truncate, generation) -> true).divide(unpackedBytes);
    }

    private RecordCursor checkpoint(TableFile file) throws IOException {
        requireWhole(file);
        Optional<TableFile> history = file(HISTORY_STORE_FILE);
        if (file.isLogged() || history.isEmpty()) {
            return new LatestCursor(file.tree(path));
        }
        return new VisibleCursor(
                new VisibleCursor.Table(
                        file.tree(path),
                        file.id(),
                        runWriteGeneration(file),
                        history.get().tree(path),
                        runWriteGeneration(history.get()),
                        file.valueFormat().equals("S")),
                readPoint);
    }

    private static long runWriteGeneration(TableFile file) {
        return file.checkpoint().map(Checkpoint::runWriteGeneration).orElse(0L);
    }

    private void requireWhole(TableFile file) throws IOException {
        long expected = file.checkpoint().map(Checkpoint::fileSizeBytes).orElse(0L);
        long found = FileSizes.of(path, file.name());
        if (found < expected) {
            throw WiredTigerFormatException.inFile(
                    file.name(),
                    "the file has " + found + " bytes, its checkpoint needs " + expected
                            + ": it is cut off, or older than its metadata");
        }
    }

    @Override
    public void close() throws IOException {
        if (changes.isPresent()) {
            changes.get().close();
        }
    }
}
