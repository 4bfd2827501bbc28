package io.snapferry.run;

import io.snapferry.bson.BsonFormatException;
import io.snapferry.layout.ExportLayout;
import io.snapferry.manifest.CompletionMarker;
import io.snapferry.manifest.FinishedObject;
import io.snapferry.manifest.ManifestHeader;
import io.snapferry.manifest.ManifestWriter;
import io.snapferry.manifest.MetadataDocument;
import io.snapferry.plan.Chunk;
import io.snapferry.plan.ExportPlan;
import io.snapferry.plan.PlanException;
import io.snapferry.plan.PlannedCollection;
import io.snapferry.plan.Planner;
import io.snapferry.source.ChunkRange;
import io.snapferry.source.ReadPass;
import io.snapferry.source.SnapshotSource;
import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectStore;
import io.snapferry.store.ObjectStoreException;
import io.snapferry.store.ObjectWriter;
import io.snapferry.store.PermissionCheck;
import io.snapferry.store.PutReceipt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * One run of an export, from the permission check to {@code .complete}:
 *
 * <pre>
 *   .permissioncheck    the bucket can be written, or the run ends here
 *   identities          the sources are those of the first run
 *   plan                a function of the sources and the settings
 *   objects             in any order, several at a time; those that the ledger knows are skipped
 *   .manifest.jsonl     in the plan's order
 *   .complete           only when every object of the plan is in the bucket
 * </pre>
 *
 * <p>A run that fails or is killed leaves what it wrote. A new run with the same ledger goes on behind it and ends in the
 * same bytes. A store that fails for a while, but not for good, is waited for ({@link StorePatience}), and what it did not
 * take is written again. An instance runs once.
 */
public final class ExportRun {
    private static final String JSON = "application/json";
    private static final String JSON_LINES = "application/x-ndjson";

    private final ExportRequest request;
    private final ExportLayout layout;
    private final SortedMap<String, SnapshotSource> sources;
    private final ObjectStore store;
    private final ExportLedger ledger;
    private final ExportProgress progress;
    private final BlockWorkers workers;
    private final StorePatience patience;
    private final Map<String, FinishedObject> finished = new ConcurrentHashMap<>();

    /** Without patience: what the store fails to do ends the run. As the other in all else. */
    public ExportRun(
            ExportRequest request,
            SortedMap<String, SnapshotSource> sources,
            ObjectStore store,
            ExportLedger ledger,
            ExportProgress progress,
            BlockWorkers workers) {
        this(request, sources, store, ledger, progress, workers, StorePatience.NONE);
    }

    /**
     * @param request what is to be exported
     * @param sources by the name of their replica set; stay open, the caller closes them
     * @param store stays open, the caller closes it
     * @param ledger knows what earlier runs finished
     * @param progress is kept up to date
     * @param workers that transcode and compress; stay open, other runs may use them at the same time
     * @param patience with a store that fails
     */
    public ExportRun(
            ExportRequest request,
            SortedMap<String, SnapshotSource> sources,
            ObjectStore store,
            ExportLedger ledger,
            ExportProgress progress,
            BlockWorkers workers,
            StorePatience patience) {
        this.request = request;
        this.layout = new ExportLayout(request.prefix());
        this.sources = new TreeMap<>(sources);
        this.store = store;
        this.ledger = ledger;
        this.progress = progress;
        this.workers = workers;
        this.patience = patience;
    }

    /**
     * Runs to the end.
     *
     * @throws io.snapferry.source.SourceException when a source holds bad data; nothing of it is skipped
     * @throws ObjectStoreException when the store refuses an object, or fails for longer than the patience lasts
     * @throws PlanException when the snapshot cannot be exported as it is, or changed since an earlier run
     * @throws ExportStoppedException when the ledger says that this run must stop
     * @throws InterruptedException when the thread is interrupted; no thread of the run is left then
     */
    public ExportResult run() throws IOException, InterruptedException {
        patiently(() -> PermissionCheck.run(store));
        if (ledger.isResumed()) {
            store.abortUnfinished(request.prefix().value() + "/");
        }
        SortedMap<String, String> identities = SourceIdentities.of(SourceIdentities.readPoints(sources));
        SourceIdentities.requireSame(ledger.settleSources(identities), identities);
        ExportPlan plan = new Planner(request.settings(), layout).plan(sources);
        progress.planned(plan);
        recall(plan);
        progress.recalled();
        writeObjects(plan);
        List<FinishedObject> objects = inOrder(plan);
        byte[] completionMarker = CompletionMarker.of(request.identity(), objects.size(), request.customData())
                .write();
        PutReceipt manifest = patiently(() -> writeManifest(objects, completionMarker));
        ledger.beginCompletion();
        patiently(() -> store.put(layout.completionMarker(), JSON, completionMarker));
        return result(objects, manifest);
    }

    /** What writes one object from beginning to end, as often as it is asked. */
    private interface Writing {
        PutReceipt run() throws IOException;
    }

    private PutReceipt patiently(Writing writing) throws IOException, InterruptedException {
        StoreOutage outage = new StoreOutage(store, patience);
        while (true) {
            try {
                return writing.run();
            } catch (ObjectStoreException e) {
                outage.await(e);
            }
        }
    }

    /** Takes over what earlier runs finished, if it is what this plan would write. */
    private void recall(ExportPlan plan) throws IOException {
        Map<String, FinishedObject> known = new HashMap<>();
        for (FinishedObject object : ledger.finished()) {
            known.put(object.key(), object);
        }
        for (PlannedCollection collection : plan.collections()) {
            for (Chunk chunk : collection.chunks()) {
                FinishedObject object = known.get(chunk.key().value());
                if (object != null) {
                    requireSameChunk(chunk, object);
                    finished.put(object.key(), object);
                    ExportProgress.Amount amount = amount(object);
                    progress.documentsDone(chunk.replicaSet(), amount.documents(), amount.bsonBytes());
                    progress.counted(chunk, amount);
                    progress.objectDone(object.jsonBytes(), object.bytes());
                }
            }
            collection.metadataKey().map(key -> known.get(key.value())).ifPresent(object -> {
                finished.put(object.key(), object);
                progress.objectDone(object.jsonBytes(), object.bytes());
            });
        }
    }

    private static ExportProgress.Amount amount(FinishedObject object) {
        return new ExportProgress.Amount(
                object.documents().orElse(0L), object.bsonBytes().orElse(0L));
    }

    private static void requireSameChunk(Chunk chunk, FinishedObject object) throws PlanException {
        ChunkRange range = chunk.range();
        if (range.isCounted()
                && !amount(object).equals(new ExportProgress.Amount(range.documentCount(), range.sizeBytes()))) {
            throw new PlanException(
                    range.namespace(),
                    chunk.replicaSet(),
                    "the snapshot changed since this export began: chunk " + range.number() + " has now "
                            + range.documentCount() + " documents of " + range.sizeBytes() + " bytes");
        }
    }

    /** One thread more than workers, so that they have work while an object is being finished. */
    private void writeObjects(ExportPlan plan) throws IOException, InterruptedException {
        try (EncodingTools tools = new EncodingTools(request.settings().jsonMode(), request.codec()::open)) {
            new TaskPool(workers.threadCount() + 1).runAll(tasks(plan, tools));
        }
    }

    private List<TaskPool.Task> tasks(ExportPlan plan, EncodingTools tools) throws IOException {
        BlockWindow window = new BlockWindow(workers.threadCount());
        Supplier<BlocksUnderWay> underWay = () -> new BlocksUnderWay(workers, tools, window);
        List<TaskPool.Task> tasks = new ArrayList<>();
        Map<String, Map<ChunkRange, Chunk>> wanted = new TreeMap<>();
        Map<Chunk, OpenCollection> collectionOf = new HashMap<>();
        for (PlannedCollection collection : plan.collections()) {
            OpenCollection open = new OpenCollection(collection, progress);
            collection.metadataKey().ifPresent(key -> {
                if (finished.containsKey(key.value())) {
                    open.objectDone();
                } else {
                    tasks.add(() -> writeMetadata(collection, key, open));
                }
            });
            for (Chunk chunk : collection.chunks()) {
                if (finished.containsKey(chunk.key().value())) {
                    open.objectDone();
                } else {
                    wanted.computeIfAbsent(collection.replicaSet(), name -> new HashMap<>())
                            .put(chunk.range(), chunk);
                    collectionOf.put(chunk, open);
                }
            }
        }
        for (Map.Entry<String, Map<ChunkRange, Chunk>> entry : wanted.entrySet()) {
            tasks.addAll(passes(source(entry.getKey()), entry.getValue(), collectionOf, underWay));
        }
        return tasks;
    }

    private List<TaskPool.Task> passes(
            SnapshotSource source,
            Map<ChunkRange, Chunk> chunks,
            Map<Chunk, OpenCollection> collectionOf,
            Supplier<BlocksUnderWay> underWay)
            throws IOException {
        List<TaskPool.Task> tasks = new ArrayList<>();
        for (ReadPass pass : source.passes(chunks.keySet())) {
            tasks.add(new PatientPass(
                    pass,
                    source,
                    new StoreOutage(store, patience),
                    (attempted, done) -> new ChunkPass(
                                    chunks, source, store, workers, underWay.get(), progress, (chunk, object) -> {
                                        record(object);
                                        openCollection(collectionOf, chunk).objectDone();
                                        done.accept(chunk);
                                    })
                            .run(attempted)));
        }
        return tasks;
    }

    private SnapshotSource source(String replicaSet) {
        SnapshotSource source = sources.get(replicaSet);
        if (source == null) {
            throw new IllegalStateException("no source for " + replicaSet);
        }
        return source;
    }

    private static OpenCollection openCollection(Map<Chunk, OpenCollection> collectionOf, Chunk chunk) {
        OpenCollection open = collectionOf.get(chunk);
        if (open == null) {
            throw new IllegalStateException("not a chunk of this run: " + chunk);
        }
        return open;
    }

    private void writeMetadata(PlannedCollection collection, ObjectKey key, OpenCollection open)
            throws IOException, InterruptedException {
        byte[] document = metadata(collection);
        PutReceipt receipt = patiently(() -> store.put(key, JSON, document));
        progress.objectDone(document.length, receipt.sizeBytes());
        record(FinishedObject.ofMetadata(
                collection.namespace().toString(), collection.replicaSet(), receipt, TextChecksum.hexOf(document)));
        open.objectDone();
    }

    private static byte[] metadata(PlannedCollection collection) throws PlanException {
        try {
            return MetadataDocument.write(collection.metadata());
        } catch (BsonFormatException e) {
            throw new PlanException(
                    collection.namespace(),
                    collection.replicaSet(),
                    "its options or indexes are damaged: " + e.reason());
        }
    }

    private void record(FinishedObject object) throws IOException {
        ledger.record(object);
        finished.put(object.key(), object);
    }

    /** Refuses to go on when an object is missing: nothing else stands between a hole and {@code .complete}. */
    private List<FinishedObject> inOrder(ExportPlan plan) {
        List<FinishedObject> objects = new ArrayList<>(plan.objectCount());
        for (PlannedCollection collection : plan.collections()) {
            collection.metadataKey().ifPresent(key -> objects.add(finished(key)));
            for (Chunk chunk : collection.chunks()) {
                objects.add(finished(chunk.key()));
            }
        }
        return objects;
    }

    private FinishedObject finished(ObjectKey key) {
        FinishedObject object = finished.get(key.value());
        if (object == null) {
            throw new IllegalStateException("planned but not written: " + key);
        }
        return object;
    }

    private PutReceipt writeManifest(List<FinishedObject> objects, byte[] completionMarker) throws IOException {
        ManifestHeader header = ManifestHeader.of(
                request.programVersion(),
                request.prefix().value(),
                request.identity(),
                request.settings(),
                request.codec().id(),
                SourceIdentities.readPoints(sources));
        try (ObjectWriter out = store.begin(layout.manifest(), JSON_LINES)) {
            ManifestWriter manifest = new ManifestWriter(out, header);
            for (FinishedObject object : objects) {
                manifest.object(object);
            }
            manifest.end(completionMarker);
            return out.commit();
        }
    }

    private ExportResult result(List<FinishedObject> objects, PutReceipt manifest) {
        long documents = 0;
        long bsonBytes = 0;
        long jsonBytes = 0;
        long bytes = 0;
        for (FinishedObject object : objects) {
            if (object.chunk().isPresent()) {
                documents += object.documents().orElse(0L);
                bsonBytes += object.bsonBytes().orElse(0L);
                jsonBytes += object.jsonBytes();
                bytes += object.bytes();
            }
        }
        return new ExportResult(
                request.prefix().value(), objects.size(), documents, bsonBytes, jsonBytes, bytes, manifest.sha256Hex());
    }
}
