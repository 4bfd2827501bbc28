package io.snapferry.plan;

import io.snapferry.layout.ExportLayout;
import io.snapferry.source.ChunkRange;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.Namespace;
import io.snapferry.source.SnapshotSource;
import io.snapferry.store.ObjectKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;

/** Makes the plan of an export. Reads the sources' structure, and for some sources all their document lengths. */
public final class Planner {
    private final ExportSettings settings;
    private final ExportLayout layout;

    /**
     * @param settings of the export
     * @param layout gives the keys
     */
    public Planner(ExportSettings settings, ExportLayout layout) {
        this.settings = settings;
        this.layout = layout;
    }

    /**
     * @param sources of the snapshot, by the name of their replica set
     * @throws PlanException when a key would be refused by S3
     * @throws IOException when a source cannot be read or holds bad data
     * @throws InterruptedException when the thread is interrupted
     */
    public ExportPlan plan(SortedMap<String, SnapshotSource> sources) throws IOException, InterruptedException {
        List<PlannedCollection> collections = new ArrayList<>();
        Set<Namespace> described = new HashSet<>();
        for (Map.Entry<String, SnapshotSource> source : sources.entrySet()) {
            for (CollectionMetadata collection : source.getValue().collections()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (settings.filter().accepts(collection)) {
                    boolean writesMetadata = described.add(collection.namespace());
                    collections.add(plan(source.getKey(), source.getValue(), collection, writesMetadata));
                }
            }
        }
        return new ExportPlan(collections);
    }

    private PlannedCollection plan(
            String replicaSet, SnapshotSource source, CollectionMetadata metadata, boolean writesMetadata)
            throws IOException {
        Namespace namespace = metadata.namespace();
        Optional<ObjectKey> metadataKey = writesMetadata
                ? Optional.of(key(namespace, replicaSet, () -> layout.metadata(namespace)))
                : Optional.empty();
        List<Chunk> chunks = new ArrayList<>();
        for (ChunkRange range : source.chunkRanges(namespace, settings.chunkSizeBytes())) {
            chunks.add(new Chunk(
                    replicaSet,
                    range,
                    key(namespace, replicaSet, () -> layout.chunk(namespace, replicaSet, range.number()))));
        }
        return new PlannedCollection(replicaSet, metadata, metadataKey, chunks);
    }

    private static ObjectKey key(Namespace namespace, String replicaSet, Supplier<ObjectKey> key) throws PlanException {
        try {
            return key.get();
        } catch (IllegalArgumentException e) {
            throw new PlanException(namespace, replicaSet, String.valueOf(e.getMessage()));
        }
    }
}
