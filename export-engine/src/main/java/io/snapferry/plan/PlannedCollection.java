package io.snapferry.plan;

import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.Namespace;
import io.snapferry.store.ObjectKey;
import java.util.List;
import java.util.Optional;

/**
 * One replica set's part of a collection.
 *
 * @param replicaSet that holds it
 * @param metadata of the collection
 * @param metadataKey where its {@code metadata.json} goes; absent when an earlier replica set of the plan writes it
 * @param chunks in natural order; empty for an empty collection
 */
public record PlannedCollection(
        String replicaSet, CollectionMetadata metadata, Optional<ObjectKey> metadataKey, List<Chunk> chunks) {
    /** Copies the chunks. */
    public PlannedCollection {
        chunks = List.copyOf(chunks);
    }

    /** The collection's name. */
    public Namespace namespace() {
        return metadata.namespace();
    }

    /** How many objects it becomes here. */
    public int objectCount() {
        return chunks.size() + (metadataKey.isPresent() ? 1 : 0);
    }
}
