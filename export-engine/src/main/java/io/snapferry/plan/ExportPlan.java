package io.snapferry.plan;

import java.util.List;

/**
 * Everything that an export will write, in the order of replica set, namespace, chunk.
 *
 * @param collections in that order
 */
public record ExportPlan(List<PlannedCollection> collections) {
    /** Copies the list. */
    public ExportPlan {
        collections = List.copyOf(collections);
    }

    /** Data objects and metadata objects; the dot-files are not counted. */
    public int objectCount() {
        return collections.stream().mapToInt(PlannedCollection::objectCount).sum();
    }

    /** Documents of all chunks. */
    public long documentCount() {
        return collections.stream()
                .flatMap(collection -> collection.chunks().stream())
                .mapToLong(chunk -> chunk.range().documentCount())
                .sum();
    }

    /** Uncompressed BSON of all chunks. */
    public long bsonSizeBytes() {
        return collections.stream()
                .flatMap(collection -> collection.chunks().stream())
                .mapToLong(chunk -> chunk.range().sizeBytes())
                .sum();
    }
}
