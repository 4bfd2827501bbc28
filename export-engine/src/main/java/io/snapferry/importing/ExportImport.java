package io.snapferry.importing;

import io.snapferry.importing.ExportListing.ListedCollection;
import io.snapferry.importing.ExportListing.ListedObject;
import io.snapferry.importing.ImportTarget.CollectionImport;
import io.snapferry.manifest.FinishedObject;
import io.snapferry.plan.NamespaceFilter;
import io.snapferry.run.TaskPool;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.Namespace;
import io.snapferry.source.metadata.DumpMetadata;
import io.snapferry.source.reading.Place;
import io.snapferry.store.ReadableObjectStore;
import io.snapferry.store.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Reads one export and writes its collections to a target:
 *
 * <pre>
 *   list                the objects are those of the manifest, when there is one
 *   metadata.json       of every collection; none may be in the way
 *   begin               every collection is made
 *   objects             several at a time; those that the state knows are skipped
 *   finish              each collection behind its last object: counts, indexes
 * </pre>
 *
 * <p>A run that fails leaves what it wrote. Another run with the same state goes on behind it. An instance runs once.
 */
public final class ExportImport {
    private final ReadableObjectStore store;
    private final String prefix;
    private final Settings settings;
    private final ImportTarget target;
    private final ImportState state;
    private final ImportProgress progress;
    private final SortedMap<Namespace, Long> counts = new TreeMap<>();
    private final ConcurrentLinkedQueue<String> refusals = new ConcurrentLinkedQueue<>();

    /**
     * What a user decides.
     *
     * @param filter which collections
     * @param threads that read and write; at least 1
     * @param isManifestUsed whether every object must be as the manifest says, when there is one
     */
    public record Settings(NamespaceFilter filter, int threads, boolean isManifestUsed) {}

    /**
     * What is in the target now.
     *
     * @param documents of each collection, written by earlier runs too
     * @param refusals what the target did not take besides documents, such as indexes; for people
     */
    public record Result(SortedMap<Namespace, Long> documents, List<String> refusals) {
        /** Copies both. */
        public Result {
            documents = new TreeMap<>(documents);
            refusals = List.copyOf(refusals);
        }

        /** Of all collections. */
        public long documentCount() {
            return documents.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * @param store that holds the export; stays open
     * @param prefix of the export
     * @param settings what a user decided
     * @param target is written; stays open
     * @param state knows what earlier runs did; stays open
     * @param progress is kept up to date
     */
    public ExportImport(
            ReadableObjectStore store,
            String prefix,
            Settings settings,
            ImportTarget target,
            ImportState state,
            ImportProgress progress) {
        this.store = store;
        this.prefix = prefix;
        this.settings = settings;
        this.target = target;
        this.state = state;
        this.progress = progress;
    }

    /** One collection of the export, wanted and not yet finished. */
    private final class Wanted {
        private final ListedCollection listed;
        private final CollectionMetadata metadata;
        private final boolean isBegun;
        private final LongAdder documents = new LongAdder();
        private final AtomicInteger missingChunks = new AtomicInteger();

        Wanted(ListedCollection listed, CollectionMetadata metadata) {
            this.listed = listed;
            this.metadata = metadata;
            this.isBegun = state.isBegun(metadata.namespace());
        }

        Namespace namespace() {
            return metadata.namespace();
        }
    }

    /**
     * Runs to the end.
     *
     * @throws ImportException when the export is not complete, or an object of it cannot be read or is not what the manifest
     *     says
     * @throws IOException when bucket or target fail; the import can be resumed
     */
    public Result run() throws IOException, InterruptedException {
        ExportListing listing = ExportListing.read(store, prefix, settings.isManifestUsed());
        if (!listing.isComplete()) {
            throw new ImportException(prefix, "it has no .complete, so the export did not finish");
        }
        List<Wanted> wanted = wanted(listing);
        for (Wanted collection : wanted) {
            if (!collection.isBegun) {
                target.requireRoom(collection.metadata);
            }
        }
        List<CollectionImport> open = new ArrayList<>();
        try {
            List<TaskPool.Task> tasks = new ArrayList<>();
            for (Wanted collection : wanted) {
                state.begin(collection.namespace());
                CollectionImport begun = target.begin(collection.metadata, collection.isBegun);
                open.add(begun);
                tasks.addAll(tasks(collection, begun));
            }
            new TaskPool(settings.threads()).runAll(tasks);
        } finally {
            closeAll(open);
        }
        return new Result(counts, List.copyOf(refusals));
    }

    private List<Wanted> wanted(ExportListing listing) throws IOException {
        List<Wanted> wanted = new ArrayList<>();
        long objectCount = 0;
        long sizeBytes = 0;
        for (ListedCollection collection : listing.collections()) {
            CollectionMetadata metadata = metadata(collection);
            if (settings.filter().accepts(metadata)) {
                if (state.isFinished(metadata.namespace())) {
                    count(metadata.namespace(), finishedDocuments(collection));
                } else {
                    wanted.add(new Wanted(collection, metadata));
                    objectCount += collection.chunks().size();
                    sizeBytes += collection.chunks().stream()
                            .mapToLong(ListedObject::sizeBytes)
                            .sum();
                }
            }
        }
        progress.listed(objectCount, sizeBytes);
        return wanted;
    }

    private long finishedDocuments(ListedCollection collection) {
        return collection.chunks().stream()
                .mapToLong(chunk -> state.documents(chunk.key().value()).orElse(0L))
                .sum();
    }

    private void count(Namespace namespace, long documents) {
        synchronized (counts) {
            counts.put(namespace, documents);
        }
    }

    private CollectionMetadata metadata(ListedCollection collection) throws IOException {
        ListedObject object = collection
                .metadata()
                .orElseThrow(() -> new ImportException(
                        prefix, "no metadata.json for " + collection.database() + "/" + collection.segment()));
        byte[] text;
        try (InputStream in = store.read(object.key())) {
            text = in.readNBytes(DumpMetadata.MAX_BYTES);
        }
        String key = object.key().value();
        Optional<String> expected = object.expected().map(FinishedObject::sha256);
        if (expected.isPresent() && !expected.get().equals(Sha256.hexOf(text))) {
            throw new ImportException(key, "it is not what the manifest says, its SHA-256 is " + Sha256.hexOf(text));
        }
        DumpMetadata content = DumpMetadata.parse(text, Place.of(key));
        String name = content.collectionName()
                .orElseThrow(() -> new ImportException(key, "it does not tell the collection's name"));
        return content.describe(namespace(collection.database(), name, key), content.kind(), Optional.empty());
    }

    private static Namespace namespace(String database, String collection, String key) throws ImportException {
        try {
            return new Namespace(database, collection);
        } catch (IllegalArgumentException e) {
            throw new ImportException(key, String.valueOf(e.getMessage()));
        }
    }

    private List<TaskPool.Task> tasks(Wanted collection, CollectionImport out) {
        List<ListedObject> chunks = collection.listed.chunks();
        collection.missingChunks.set(chunks.size());
        if (out.isOrdered() || chunks.isEmpty()) {
            return List.of(() -> {
                for (ListedObject chunk : chunks) {
                    write(collection, out, chunk);
                }
                finish(collection, out);
            });
        }
        List<TaskPool.Task> tasks = new ArrayList<>();
        for (ListedObject chunk : chunks) {
            tasks.add(() -> {
                Optional<Long> written = state.documents(chunk.key().value());
                if (written.isPresent() && !out.isNew()) {
                    collection.documents.add(written.get());
                    progress.objectDone(chunk.sizeBytes());
                } else {
                    write(collection, out, chunk);
                }
                if (collection.missingChunks.decrementAndGet() == 0) {
                    finish(collection, out);
                }
            });
        }
        return tasks;
    }

    private void write(Wanted collection, CollectionImport out, ListedObject chunk)
            throws IOException, InterruptedException {
        long documents = new ChunkReader(store, chunk, progress).read(out.beginChunk());
        collection.documents.add(documents);
        state.finishObject(chunk.key().value(), documents);
        progress.objectDone(chunk.sizeBytes());
    }

    private void finish(Wanted collection, CollectionImport out) throws IOException {
        long documents = collection.documents.sum();
        List<String> refused = out.finish(documents);
        refusals.addAll(refused);
        count(collection.namespace(), documents);
        if (refused.isEmpty()) {
            state.finish(collection.namespace());
        }
    }

    private static void closeAll(List<CollectionImport> open) throws IOException {
        IOException failure = null;
        for (CollectionImport collection : open) {
            try {
                collection.close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
