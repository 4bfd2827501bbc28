package io.snapferry.server.catalog;

import java.util.List;

/**
 * How much of an export is done, finer than by collections. Everything is 0 before the plan is made.
 *
 * @param replicaSets ordered by name; their sums are what the export has read
 * @param uploadedBytes of the finished objects, as they lie in the bucket
 * @param bytesPerSecond BSON read in the last seconds; 0 when that is not known
 */
public record ExportFigures(List<ReplicaSet> replicaSets, long uploadedBytes, long bytesPerSecond) {
    /** Before the plan. */
    public static final ExportFigures NONE = new ExportFigures(List.of(), 0, 0);

    /** Copies the list. */
    public ExportFigures {
        replicaSets = List.copyOf(replicaSets);
    }

    /**
     * One replica set's part.
     *
     * @param documents read, those of unfinished objects too
     * @param bsonBytes of these documents
     * @param totalDocuments of the plan
     * @param totalBsonBytes of the plan
     */
    public record ReplicaSet(String name, long documents, long bsonBytes, long totalDocuments, long totalBsonBytes) {}

    /** Documents read. */
    public long documents() {
        return replicaSets.stream().mapToLong(ReplicaSet::documents).sum();
    }

    /** BSON read. */
    public long bsonBytes() {
        return replicaSets.stream().mapToLong(ReplicaSet::bsonBytes).sum();
    }

    /** Documents of the plan. */
    public long totalDocuments() {
        return replicaSets.stream().mapToLong(ReplicaSet::totalDocuments).sum();
    }

    /** BSON of the plan. */
    public long totalBsonBytes() {
        return replicaSets.stream().mapToLong(ReplicaSet::totalBsonBytes).sum();
    }
}
