package io.snapferry.server.own;

import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.queue.ExportPreview;
import java.util.List;
import java.util.Locale;

/**
 * A dry run on the wire. Counts are those of the whole export, the two lists are cut after the limit.
 *
 * @param keys of data and metadata objects; the objects whose names begin with a dot are not listed
 * @param prefix if the export were asked for in this second
 */
record DryRunAnswer(
        long bsonBytes,
        int chunkCount,
        int collectionCount,
        List<CollectionAnswer> collections,
        long documents,
        List<String> exclude,
        Id<ExportBucket> exportBucketId,
        List<String> include,
        String jsonMode,
        List<String> keys,
        int objectCount,
        String prefix,
        Id<Snapshot> snapshotId) {

    record CollectionAnswer(long bsonBytes, int chunkCount, long documents, String namespace, String replicaSetName) {}

    static DryRunAnswer of(ExportJobs.NewJob job, String prefix, ExportPreview preview) {
        return new DryRunAnswer(
                preview.bsonBytes(),
                preview.chunkCount(),
                preview.collectionCount(),
                preview.collections().stream()
                        .map(collection -> new CollectionAnswer(
                                collection.bsonBytes(),
                                collection.chunkCount(),
                                collection.documents(),
                                collection.namespace(),
                                collection.replicaSetName()))
                        .toList(),
                preview.documents(),
                job.options().exclude(),
                job.bucket(),
                job.options().include(),
                job.options().jsonMode().name().toLowerCase(Locale.ROOT),
                preview.keys(),
                preview.objectCount(),
                prefix,
                job.snapshot());
    }
}
