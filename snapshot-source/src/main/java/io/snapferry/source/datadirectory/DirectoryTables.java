package io.snapferry.source.datadirectory;

import io.snapferry.bson.RawBson;
import io.snapferry.source.CollectionStorage;
import io.snapferry.source.Namespace;
import io.snapferry.source.SourceException;
import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.directory.DataDirectory;
import io.snapferry.wiredtiger.directory.TableFile;
import io.snapferry.wiredtiger.packing.Slice;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bson.BsonSerializationException;

/** Reads the tables in which mongod keeps what it knows of its collections. */
final class DirectoryTables {
    private static final String SIZES_FILE = "sizeStorer.wt";
    private static final String TABLE_PREFIX = "table:";

    private final DataDirectory directory;

    DirectoryTables(DataDirectory directory) {
        this.directory = directory;
    }

    /**
     * What the server counted, which may be stale after a crash.
     *
     * @param documents how many
     * @param sizeBytes of all of them
     */
    record Size(long documents, long sizeBytes) {}

    /** All collections, by namespace. */
    SortedMap<Namespace, CatalogEntry> catalog() throws IOException {
        SortedMap<Namespace, CatalogEntry> entries = new TreeMap<>();
        TableFile file = directory
                .file(CatalogEntry.FILE)
                .orElseThrow(() -> SourceException.inFile(
                        CatalogEntry.FILE,
                        "the metadata does not name it: not a data directory of mongod, or not all of one"));
        try (RecordCursor cursor = directory.records(file)) {
            while (cursor.next()) {
                Optional<CatalogEntry> entry = CatalogEntry.parse(document(cursor.value()));
                if (entry.isPresent()) {
                    CatalogEntry other = entries.put(entry.get().namespace(), entry.get());
                    if (other != null) {
                        throw SourceException.inFile(
                                entry.get().namespace(), CatalogEntry.FILE, "the catalog has this collection twice");
                    }
                }
            }
        } catch (WiredTigerFormatException e) {
            throw Failures.of(e);
        }
        return entries;
    }

    /** What the server counted, by ident. A damaged or missing table of counts is no reason to fail: it is only a hint. */
    Map<String, Size> sizes() throws IOException {
        Map<String, Size> sizes = new HashMap<>();
        try {
            Optional<TableFile> file = directory.file(SIZES_FILE);
            if (file.isEmpty()) {
                return sizes;
            }
            try (RecordCursor cursor = directory.records(file.get())) {
                while (cursor.next()) {
                    RawElements value = RawElements.of(document(cursor.value()));
                    sizes.put(
                            ident(cursor.key()),
                            new Size(
                                    Math.max(0, value.number("numRecords").orElse(0L)),
                                    Math.max(0, value.number("dataSize").orElse(0L))));
                }
            }
        } catch (WiredTigerFormatException | BsonSerializationException e) {
            return Map.of();
        }
        return sizes;
    }

    /** How collections lie on the disk, by ident; those whose file cannot be read are left out, since reading them says so. */
    Map<String, CollectionStorage> storage(Path folder, SortedMap<Namespace, CatalogEntry> catalog) throws IOException {
        Map<String, CollectionStorage> storage = new HashMap<>();
        for (CatalogEntry entry : catalog.values()) {
            storage(folder, entry).ifPresent(told -> storage.put(entry.ident(), told));
        }
        return storage;
    }

    private Optional<CollectionStorage> storage(Path folder, CatalogEntry entry) throws IOException {
        try {
            Optional<TableFile> file = directory.file(entry.fileName());
            if (file.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new CollectionStorage(
                    entry.fileName(),
                    file.get().compressor().name().toLowerCase(Locale.ROOT),
                    Files.size(folder.resolve(entry.fileName()))));
        } catch (WiredTigerFormatException | NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static String ident(Slice key) {
        String uri = new String(key.bytes(), key.offset(), key.length(), StandardCharsets.UTF_8);
        String trimmed = uri.endsWith("\0") ? uri.substring(0, uri.length() - 1) : uri;
        return trimmed.startsWith(TABLE_PREFIX) ? trimmed.substring(TABLE_PREFIX.length()) : trimmed;
    }

    private static RawBson document(Slice value) {
        return RawBson.copyOf(value.bytes(), value.offset(), value.length());
    }
}
