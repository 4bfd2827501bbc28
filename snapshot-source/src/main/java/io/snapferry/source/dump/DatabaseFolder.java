package io.snapferry.source.dump;

import io.snapferry.source.CollectionKind;
import io.snapferry.source.Namespace;
import io.snapferry.source.SourceException;
import io.snapferry.source.metadata.BucketsName;
import io.snapferry.source.metadata.DumpMetadata;
import io.snapferry.source.reading.Place;
import io.snapferry.source.reading.SourceFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The folder of one database: which files there belong together, and which collections they are. */
final class DatabaseFolder {
    static final String DATA_SUFFIX = ".bson";
    static final String METADATA_SUFFIX = ".metadata.json";

    /** Files of one name, by that name without suffixes. */
    private final Map<String, Files> filesByStem = new TreeMap<>();

    private final Notices notices;

    private DatabaseFolder(Notices notices) {
        this.notices = notices;
    }

    /** What belongs to one stem. */
    private static final class Files {
        private @Nullable FolderEntry data;
        private @Nullable FolderEntry metadataFile;
        private @Nullable DumpMetadata metadata;
    }

    /** Whether a file belongs to a collection by its name. */
    static boolean isCollectionFile(FolderEntry entry) {
        return entry.isFile() && (isData(entry) || isMetadata(entry));
    }

    private static boolean isData(FolderEntry entry) {
        return entry.plainName().endsWith(DATA_SUFFIX);
    }

    private static boolean isMetadata(FolderEntry entry) {
        return entry.plainName().endsWith(METADATA_SUFFIX);
    }

    /**
     * Reads all metadata of a folder.
     *
     * @param entries of the folder, without those that belong to no collection and are known
     */
    static DatabaseFolder read(List<FolderEntry> entries, Notices notices) throws IOException {
        DatabaseFolder folder = new DatabaseFolder(notices);
        for (FolderEntry entry : entries) {
            folder.add(entry);
        }
        for (Files files : folder.filesByStem.values()) {
            if (files.metadataFile != null) {
                files.metadata = folder.parse(files.metadataFile);
            }
        }
        return folder;
    }

    private void add(FolderEntry entry) throws SourceException {
        if (!isCollectionFile(entry)) {
            notices.add(entry.label() + " is not part of a dump and is left out");
            return;
        }
        if (isMetadata(entry)) {
            Files files = filesOf(entry, METADATA_SUFFIX);
            files.metadataFile = single(files.metadataFile, entry);
        } else {
            Files files = filesOf(entry, DATA_SUFFIX);
            files.data = single(files.data, entry);
        }
    }

    private Files filesOf(FolderEntry entry, String suffix) {
        String stem = entry.plainName().substring(0, entry.plainName().length() - suffix.length());
        return filesByStem.computeIfAbsent(stem, key -> new Files());
    }

    private static FolderEntry single(@Nullable FolderEntry known, FolderEntry entry) throws SourceException {
        if (known != null) {
            throw SourceException.inFile(
                    entry.label(), "the same is also in " + known.label() + ", and only one of them can be right");
        }
        return entry;
    }

    private DumpMetadata parse(FolderEntry entry) throws IOException {
        Place place = Place.of(entry.label());
        byte[] json = entry.file().readAll(place, DumpMetadata.MAX_BYTES);
        if (json.length == 0) {
            notices.add(entry.label() + " is empty: options and indexes of the collection are not known");
            return DumpMetadata.NOTHING;
        }
        return DumpMetadata.parse(json, place);
    }

    /** The database that all old indexes name, when there are such and they agree. */
    Optional<String> databaseToldByIndexes() {
        Set<String> databases = new HashSet<>();
        for (Files files : filesByStem.values()) {
            if (files.metadata != null) {
                databases.addAll(files.metadata.databasesOfIndexes());
            }
        }
        return databases.size() == 1 ? Optional.of(databases.iterator().next()) : Optional.empty();
    }

    /** The collections under a database's name. */
    List<DumpCollection> collections(String database) throws IOException {
        List<DumpCollection> collections = new ArrayList<>();
        Set<Files> taken = new HashSet<>();
        for (Map.Entry<String, Files> entry : filesByStem.entrySet()) {
            if (entry.getValue().metadataFile != null) {
                collections.add(withMetadata(database, entry.getKey(), entry.getValue(), taken));
                taken.add(entry.getValue());
            }
        }
        for (Map.Entry<String, Files> entry : filesByStem.entrySet()) {
            if (!taken.contains(entry.getValue())) {
                collections.add(withoutMetadata(database, entry.getKey(), entry.getValue()));
            }
        }
        return collections;
    }

    private DumpCollection withMetadata(String database, String stem, Files files, Set<Files> taken)
            throws IOException {
        FolderEntry metadataFile = present(files.metadataFile);
        DumpMetadata metadata = files.metadata == null ? DumpMetadata.NOTHING : files.metadata;
        String name = trueName(stem, metadata, metadataFile);
        Optional<String> timeSeries = BucketsName.timeSeries(name);
        CollectionKind kind = timeSeries.isPresent() ? CollectionKind.TIME_SERIES : metadata.kind();
        Namespace namespace = namespace(database, timeSeries.orElse(name), metadataFile);

        FolderEntry data = files.data;
        if (kind == CollectionKind.TIME_SERIES && timeSeries.isEmpty()) {
            Files buckets = filesByStem.get(FileStem.of(BucketsName.of(name)));
            if (buckets != null && buckets.data != null && buckets.metadataFile == null) {
                data = single(data, buckets.data);
                taken.add(buckets);
            }
        }
        if (kind == CollectionKind.VIEW) {
            requireEmpty(namespace, data);
            return new DumpCollection(
                    metadata.describe(namespace, kind, Optional.empty()), Optional.empty(), metadataFile.label());
        }
        if (data == null) {
            throw SourceException.inFile(
                    namespace, metadataFile.label(), "its data file " + stem + DATA_SUFFIX + "[.gz] is missing");
        }
        return collection(namespace, kind, metadata, data);
    }

    private DumpCollection withoutMetadata(String database, String stem, Files files) throws IOException {
        FolderEntry data = present(files.data);
        String name = trueName(stem, DumpMetadata.NOTHING, data);
        Optional<String> timeSeries = BucketsName.timeSeries(name);
        CollectionKind kind = timeSeries.isPresent() ? CollectionKind.TIME_SERIES : CollectionKind.COLLECTION;
        return collection(namespace(database, timeSeries.orElse(name), data), kind, DumpMetadata.NOTHING, data);
    }

    private static DumpCollection collection(
            Namespace namespace, CollectionKind kind, DumpMetadata metadata, FolderEntry data) throws IOException {
        SourceFile file = data.file();
        Optional<Long> sizeBytes = file.isGzipped() ? Optional.empty() : Optional.of(file.sizeBytes());
        return new DumpCollection(metadata.describe(namespace, kind, sizeBytes), Optional.of(file), data.label());
    }

    /**
     * The collection's name. As in mongorestore the file's name decides where it can, so that a file that was renamed
     * counts as its new name; a shortened one stands for the name in the metadata, and its hash must be of that name.
     */
    private String trueName(String stem, DumpMetadata metadata, FolderEntry entry) throws SourceException {
        Optional<String> told = metadata.collectionName();
        if (told.isPresent() && FileStem.of(told.get()).equals(stem)) {
            return told.get();
        }
        if (FileStem.isShortened(stem)) {
            throw SourceException.inFile(
                    entry.label(),
                    told.map(name -> "shortened file name does not match the collectionName \"" + name + "\"")
                            .orElse("shortened file name, and no metadata tells the collectionName"));
        }
        String name = FileStem.collection(stem)
                .orElseThrow(() -> SourceException.inFile(
                        entry.label(), "file name is not a percent-encoded collection name in UTF-8"));
        if (told.isPresent() && !told.get().equals(name)) {
            notices.add("%s tells the collectionName \"%s\", but the file's name decides: \"%s\""
                    .formatted(entry.label(), told.get(), name));
        }
        return name;
    }

    private static Namespace namespace(String database, String collection, FolderEntry entry) throws SourceException {
        try {
            return new Namespace(database, collection);
        } catch (IllegalArgumentException e) {
            throw SourceException.inFile(entry.label(), String.valueOf(e.getMessage()))
                    .causedBy(e);
        }
    }

    private static void requireEmpty(Namespace view, @Nullable FolderEntry data) throws IOException {
        if (data != null) {
            Place place = Place.of(view, data.label());
            if (data.file().firstBytes(place, 1).length > 0) {
                throw place.whole("a view has documents, expected an empty file");
            }
        }
    }

    private static FolderEntry present(@Nullable FolderEntry entry) {
        if (entry == null) {
            throw new IllegalStateException("a name is known from at least one file");
        }
        return entry;
    }
}
