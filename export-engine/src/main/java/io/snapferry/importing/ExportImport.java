package io.snapferry.importing;

import io.snapferry.json.ExtendedJsonFormatException;
import io.snapferry.json.ExtendedJsonReader;
import io.snapferry.json.OutputBuffer;
import io.snapferry.plan.NamespaceFilter;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.Namespace;
import io.snapferry.source.SnapshotTarget;
import io.snapferry.source.SnapshotTarget.CollectionTarget;
import io.snapferry.source.metadata.DumpMetadata;
import io.snapferry.source.reading.Place;
import io.snapferry.store.ObjectKey;
import io.snapferry.store.ReadableObjectStore;
import io.snapferry.text.TextLines;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads one export and writes its collections to a target, one after the other. Runs once, in one thread. */
public final class ExportImport {
    private static final int BATCH_BYTES = 1 << 20;

    private final ReadableObjectStore store;
    private final String prefix;
    private final NamespaceFilter filter;
    private final SnapshotTarget target;
    private final ExtendedJsonReader reader = new ExtendedJsonReader();
    private final OutputBuffer batch = new OutputBuffer(2 * BATCH_BYTES);
    private long documentCount;
    private int collectionCount;

    /**
     * @param store that holds the export; stays open
     * @param prefix of the export
     * @param filter which of its collections
     * @param target is written; stays open
     */
    public ExportImport(ReadableObjectStore store, String prefix, NamespaceFilter filter, SnapshotTarget target) {
        this.store = store;
        this.prefix = prefix;
        this.filter = filter;
        this.target = target;
    }

    /** What was imported. */
    public record Result(int collections, long documents) {}

    /**
     * Runs to the end.
     *
     * @throws ImportException when the export is not complete, or an object of it cannot be read
     */
    public Result run() throws IOException {
        ExportListing listing = ExportListing.read(store, prefix);
        if (!listing.isComplete()) {
            throw new ImportException(prefix, "it has no .complete, so the export did not finish");
        }
        for (ExportListing.ListedCollection collection : listing.collections()) {
            CollectionMetadata metadata = metadata(collection);
            if (filter.accepts(metadata)) {
                write(collection, metadata);
            }
        }
        return new Result(collectionCount, documentCount);
    }

    private CollectionMetadata metadata(ExportListing.ListedCollection collection) throws IOException {
        ObjectKey key = collection
                .metadata()
                .orElseThrow(() -> new ImportException(
                        prefix, "no metadata.json for " + collection.database() + "/" + collection.segment()));
        DumpMetadata content;
        try (InputStream in = store.read(key)) {
            content = DumpMetadata.parse(in.readNBytes(DumpMetadata.MAX_BYTES), Place.of(key.value()));
        }
        String name = content.collectionName()
                .orElseThrow(() -> new ImportException(key.value(), "it does not tell the collection's name"));
        return content.describe(namespace(collection.database(), name, key), content.kind(), Optional.empty());
    }

    private static Namespace namespace(String database, String collection, ObjectKey key) throws ImportException {
        try {
            return new Namespace(database, collection);
        } catch (IllegalArgumentException e) {
            throw new ImportException(key.value(), String.valueOf(e.getMessage()));
        }
    }

    private void write(ExportListing.ListedCollection collection, CollectionMetadata metadata) throws IOException {
        try (CollectionTarget out = target.begin(metadata)) {
            for (ExportListing.ListedChunk chunk : collection.chunks()) {
                read(chunk.key(), out);
            }
            out.finish();
        }
        collectionCount++;
    }

    private void read(ObjectKey key, CollectionTarget out) throws IOException {
        batch.clear();
        long line = 0;
        try (TextLines lines = TextLines.ofObject(store.read(key), Long.MAX_VALUE)) {
            while (lines.next()) {
                line++;
                try {
                    reader.read(lines.bytes(), lines.offset(), lines.length(), batch);
                } catch (ExtendedJsonFormatException e) {
                    throw new ImportException(key.value(), "line " + line + " is not Extended JSON: " + e.getMessage());
                }
                if (batch.size() >= BATCH_BYTES) {
                    flush(out);
                }
            }
        }
        flush(out);
        documentCount += line;
    }

    private void flush(CollectionTarget out) throws IOException {
        if (batch.size() > 0) {
            out.documents(batch.array(), 0, batch.size());
            batch.clear();
        }
    }
}
