package io.snapferry.cli;

import io.snapferry.bson.DocumentLength;
import io.snapferry.source.ChunkRange;
import io.snapferry.source.CollectionKind;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.DocumentReceiver;
import io.snapferry.source.ReadPass;
import io.snapferry.source.SnapshotSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much a collection holds.
 *
 * @param documents how many
 * @param bytes of BSON
 */
record CollectionCount(long documents, long bytes) {
    private static final CollectionCount NOTHING = new CollectionCount(0, 0);

    /** What the source says without looking. */
    static Optional<CollectionCount> told(CollectionMetadata collection) {
        if (collection.kind() == CollectionKind.VIEW) {
            return Optional.of(NOTHING);
        }
        return collection
                .documentCount()
                .flatMap(documents ->
                        collection.sizeBytes().map(sizeBytes -> new CollectionCount(documents, sizeBytes)));
    }

    /**
     * What is found by looking.
     *
     * @param readsDocuments whether they are read one by one where the source cannot count otherwise
     * @return empty when that would be needed and must not be
     */
    static Optional<CollectionCount> found(SnapshotSource source, CollectionMetadata collection, boolean readsDocuments)
            throws IOException, InterruptedException {
        if (collection.kind() == CollectionKind.VIEW) {
            return Optional.of(NOTHING);
        }
        List<ChunkRange> ranges = source.chunkRanges(collection.namespace(), Long.MAX_VALUE);
        Optional<CollectionCount> exact = exact(ranges);
        return exact.isPresent() || !readsDocuments ? exact : Optional.of(read(source, ranges));
    }

    private static Optional<CollectionCount> exact(List<ChunkRange> ranges) {
        if (!ranges.stream().allMatch(ChunkRange::isCounted)) {
            return Optional.empty();
        }
        return Optional.of(new CollectionCount(
                ranges.stream().mapToLong(ChunkRange::documentCount).sum(),
                ranges.stream().mapToLong(ChunkRange::sizeBytes).sum()));
    }

    private static CollectionCount read(SnapshotSource source, List<ChunkRange> ranges)
            throws IOException, InterruptedException {
        AtomicLong documents = new AtomicLong();
        AtomicLong sizeBytes = new AtomicLong();
        for (ReadPass pass : source.passes(ranges)) {
            pass.read(new DocumentReceiver() {
                @Override
                public void documents(ChunkRange range, byte[] bytes, int offset, int length) {
                    for (int at = offset; at < offset + length; at += DocumentLength.readTrusted(bytes, at)) {
                        documents.incrementAndGet();
                    }
                    sizeBytes.addAndGet(length);
                }

                @Override
                public void finished(ChunkRange range) {}
            });
        }
        return new CollectionCount(documents.get(), sizeBytes.get());
    }
}
