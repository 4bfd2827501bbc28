package io.snapferry.source.datadirectory;

import io.snapferry.bson.RawBson;
import io.snapferry.source.ChunkRange;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.Namespace;
import io.snapferry.source.ReadPass;
import io.snapferry.source.SnapshotSource;
import io.snapferry.source.SourceDescription;
import io.snapferry.source.SourceException;
import io.snapferry.source.datadirectory.oplog.AppliedOplog;
import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.directory.DataDirectory;
import io.snapferry.wiredtiger.directory.JournalState;
import io.snapferry.wiredtiger.directory.JournalUse;
import io.snapferry.wiredtiger.directory.OpenSettings;
import io.snapferry.wiredtiger.packing.Slice;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bson.BsonSerializationException;

/**
 * A data directory of mongod as a source: a stopped node's folder, a volume snapshot, a hot backup. Names, options and
 * indexes are read when it is opened; documents are read anew each time. Thread-safe. Nothing is written into the directory.
 */
public final class DataDirectorySource implements SnapshotSource {
    private static final String VIEWS = "system.views";
    private static final String INDEX_FILES = "index-";
    private static final String INDEX_FOLDER = "index/";

    private final DataDirectory directory;
    private final SourceDescription description;
    private final SortedMap<Namespace, DirectoryCollection> collections;
    private final Optional<AppliedOplog> oplog;

    private DataDirectorySource(
            DataDirectory directory,
            SourceDescription description,
            SortedMap<Namespace, DirectoryCollection> collections,
            Optional<AppliedOplog> oplog) {
        this.directory = directory;
        this.description = description;
        this.collections = collections;
        this.oplog = oplog;
    }

    /** Whether a folder is a data directory, readable or not, and no dump. */
    public static boolean isDataDirectory(Path folder) throws IOException {
        return DirectoryCheck.isDataDirectory(folder);
    }

    /**
     * Opens a directory.
     *
     * @param isAtCheckpoint read the newest checkpoint alone, without the journal, because the user says so
     * @throws SourceException when it cannot be read as a whole: not supported, damaged, or its journal is needed and missing
     */
    public static DataDirectorySource open(Path folder, boolean isAtCheckpoint) throws IOException {
        DirectoryCheck.requireSupported(folder);
        OpenSettings settings = OpenSettings.defaults().forTables(DataDirectorySource::isNoIndex);
        try {
            DataDirectory directory =
                    DataDirectory.open(folder, settings.with(isAtCheckpoint ? JournalUse.IGNORE : JournalUse.REPLAY));
            if (directory.journal() instanceof JournalState.Missing missing) {
                directory.close();
                return openWithoutJournal(folder, settings, missing);
            }
            return read(folder, directory, List.of());
        } catch (WiredTigerFormatException e) {
            throw Failures.of(e);
        }
    }

    /**
     * Opens a directory of a member of a replica set, and applies the entries of its oplog that its collections do not show
     * yet.
     *
     * @throws SourceException when it cannot be read as a whole, is no such directory, or an entry cannot be applied
     */
    public static DataDirectorySource openToTopOfOplog(Path folder) throws IOException {
        DirectoryCheck.requireSupported(folder);
        try {
            DataDirectory directory =
                    DataDirectory.open(folder, OpenSettings.defaults().forTables(DataDirectorySource::isNoIndex));
            if (directory.journal() instanceof JournalState.Missing missing) {
                directory.close();
                throw SourceException.inFile(
                        missing.missing(),
                        "missing, so that the newest entries of the oplog may be missing too."
                                + " Leave out --to-top-of-oplog to read as of the stable timestamp");
            }
            return readToTopOfOplog(folder, directory);
        } catch (WiredTigerFormatException e) {
            throw Failures.of(e);
        }
    }

    private static boolean isNoIndex(String fileName) {
        return !fileName.startsWith(INDEX_FILES)
                && !fileName.contains("/" + INDEX_FILES)
                && !fileName.startsWith(INDEX_FOLDER)
                && !fileName.contains("/" + INDEX_FOLDER);
    }

    /** Only a member of a replica set has its data outside of the journal. */
    private static DataDirectorySource openWithoutJournal(
            Path folder, OpenSettings settings, JournalState.Missing missing) throws IOException {
        DataDirectory directory = DataDirectory.open(folder, settings.with(JournalUse.IGNORE));
        try {
            if (Deployment.hasLoggedUserTables(directory, new DirectoryTables(directory).catalog())) {
                throw SourceException.inFile(
                        missing.missing(),
                        "missing, and what was written after the checkpoint"
                                + DirectoryReadPoint.checkpointTime(directory)
                                        .map(time -> " of " + time)
                                        .orElse("")
                                + " is in no other file. Use --at-checkpoint to read the checkpoint alone");
            }
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
        return read(
                folder,
                directory,
                List.of("the journal is missing (" + missing.missing()
                        + "): the database local is read as of the checkpoint, other databases do not need it"));
    }

    private static DataDirectorySource read(Path folder, DataDirectory directory, List<String> notices)
            throws IOException {
        try {
            SortedMap<Namespace, CatalogEntry> catalog = new DirectoryTables(directory).catalog();
            SortedMap<Namespace, LocatedCollection> located = new TreeMap<>();
            catalog.forEach((namespace, entry) -> located.put(
                    namespace,
                    new LocatedCollection(entry, new TableRecords(directory, namespace, entry.fileName()), true)));
            return of(folder, directory, catalog, located, notices, Optional.empty());
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static DataDirectorySource readToTopOfOplog(Path folder, DataDirectory directory) throws IOException {
        Optional<AppliedOplog> applied = Optional.empty();
        try {
            SortedMap<Namespace, CatalogEntry> catalog = new DirectoryTables(directory).catalog();
            OplogApplication application = new OplogApplication(directory, catalog);
            AppliedOplog oplog = application.read();
            applied = Optional.of(oplog);
            return of(folder, directory, catalog, application.collections(oplog), oplog.notices(), applied);
        } catch (IOException | RuntimeException e) {
            if (applied.isPresent()) {
                applied.get().close();
            }
            directory.close();
            throw e;
        }
    }

    private static DataDirectorySource of(
            Path folder,
            DataDirectory directory,
            SortedMap<Namespace, CatalogEntry> catalog,
            SortedMap<Namespace, LocatedCollection> located,
            List<String> notices,
            Optional<AppliedOplog> oplog)
            throws IOException {
        DirectoryTables tables = new DirectoryTables(directory);
        List<String> all = new ArrayList<>(notices);
        OrphanFiles.notice(folder, catalog.values()).ifPresent(all::add);
        return new DataDirectorySource(
                directory,
                DirectoryReadPoint.describe(directory, catalog, all, oplog.map(AppliedOplog::summary)),
                CollectionNames.of(located, views(located), tables.sizes(), tables.storage(folder, catalog)),
                oplog);
    }

    /** Definitions of views are documents of a collection in each database. */
    private static Map<Namespace, RawBson> views(SortedMap<Namespace, LocatedCollection> located) throws IOException {
        Map<Namespace, RawBson> views = new TreeMap<>();
        for (LocatedCollection collection : located.values()) {
            CatalogEntry entry = collection.entry();
            if (!entry.namespace().collection().equals(VIEWS)
                    || !collection.records().exists()) {
                continue; // reading a collection without a file says so itself
            }
            try (RecordCursor cursor = collection.records().open()) {
                while (cursor.next()) {
                    Slice value = cursor.value();
                    RawBson definition = RawBson.copyOf(value.bytes(), value.offset(), value.length());
                    RawElements.of(definition)
                            .string("_id")
                            .ifPresent(name -> views.put(Namespace.parse(name), definition));
                }
            } catch (WiredTigerFormatException e) {
                throw Failures.of(entry.namespace(), e);
            } catch (BsonSerializationException | IllegalArgumentException e) {
                throw SourceException.inFile(
                                entry.namespace(),
                                entry.fileName(),
                                "definition of a view that is not understood: " + e.getMessage())
                        .causedBy(e);
            }
        }
        return views;
    }

    @Override
    public SourceDescription description() {
        return description;
    }

    @Override
    public List<CollectionMetadata> collections() {
        return collections.values().stream().map(DirectoryCollection::metadata).toList();
    }

    @Override
    public List<ChunkRange> chunkRanges(Namespace namespace, long chunkSizeBytes) throws IOException {
        return collection(namespace).chunkRanges(chunkSizeBytes);
    }

    @Override
    public List<ReadPass> passes(Collection<ChunkRange> ranges) {
        return ranges.stream()
                .sorted(Comparator.comparing(ChunkRange::namespace).thenComparingInt(ChunkRange::number))
                .<ReadPass>map(range -> new TablePass(collection(range.namespace()), range))
                .toList();
    }

    @Override
    public SourceException badDocument(ChunkRange range, long positionInRange, String reason) {
        return collection(range.namespace()).badDocument(range, positionInRange, reason);
    }

    private DirectoryCollection collection(Namespace namespace) {
        DirectoryCollection collection = collections.get(namespace);
        if (collection == null) {
            throw new IllegalArgumentException("not a collection of this source: " + namespace);
        }
        return collection;
    }

    @Override
    public void close() throws IOException {
        if (oplog.isPresent()) {
            oplog.get().close();
        }
        directory.close();
    }
}
