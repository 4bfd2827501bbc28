package io.snapferry.server.queue;

import io.snapferry.plan.ExportPlan;
import io.snapferry.plan.PlannedCollection;
import io.snapferry.store.ObjectKey;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an export would write.
 *
 * @param collections the first of the plan
 * @param keys of the first data and metadata objects of the plan
 * @param collectionCount of the whole plan; a sharded collection counts once for each replica set that has it
 * @param chunkCount of the whole plan
 * @param objectCount data and metadata objects of the whole plan
 * @param documents of the whole plan
 * @param bsonBytes of the whole plan
 */
public record ExportPreview(
        List<Collection> collections,
        List<String> keys,
        int collectionCount,
        int chunkCount,
        int objectCount,
        long documents,
        long bsonBytes) {
    /** Copies the lists. */
    public ExportPreview {
        collections = List.copyOf(collections);
        keys = List.copyOf(keys);
    }

    /**
     * One replica set's part of a collection.
     *
     * @param namespace the true name
     */
    public record Collection(String namespace, String replicaSetName, int chunkCount, long documents, long bsonBytes) {
        private static Collection of(PlannedCollection planned) {
            return new Collection(
                    planned.namespace().toString(),
                    planned.replicaSet(),
                    planned.chunks().size(),
                    planned.chunks().stream()
                            .mapToLong(chunk -> chunk.range().documentCount())
                            .sum(),
                    planned.chunks().stream()
                            .mapToLong(chunk -> chunk.range().sizeBytes())
                            .sum());
        }
    }

    /** @param limit how many collections and keys are listed at most */
    static ExportPreview of(ExportPlan plan, int limit) {
        return new ExportPreview(
                plan.collections().stream().limit(limit).map(Collection::of).toList(),
                plan.collections().stream()
                        .flatMap(ExportPreview::keys)
                        .limit(limit)
                        .map(ObjectKey::value)
                        .toList(),
                plan.collections().size(),
                plan.collections().stream()
                        .mapToInt(collection -> collection.chunks().size())
                        .sum(),
                plan.objectCount(),
                plan.documentCount(),
                plan.bsonSizeBytes());
    }

    private static Stream<ObjectKey> keys(PlannedCollection collection) {
        return Stream.concat(
                collection.metadataKey().stream(), collection.chunks().stream().map(chunk -> chunk.key()));
    }
}
