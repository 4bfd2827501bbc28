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

    /** What is known without reading documents' content; empty when that would have to be read. */
    static Optional<CollectionCount> known(SnapshotSource source, CollectionMetadata collection) throws IOException {
        if (collection.kind() == CollectionKind.VIEW) {
            return Optional.of(NOTHING);
        }
        if (collection.documentCount().isPresent() && collection.sizeBytes().isPresent()) {
            return Optional.of(new CollectionCount(
                    collection.documentCount().get(), collection.sizeBytes().get()));
        }
        return exact(source.chunkRanges(collection.namespace(), Long.MAX_VALUE));
    }

    private static Optional<CollectionCount> exact(List<ChunkRange> ranges) {
        if (!ranges.stream().allMatch(ChunkRange::isCounted)) {
            return Optional.empty();
        }
        return Optional.of(new CollectionCount(
                ranges.stream().mapToLong(ChunkRange::documentCount).sum(),
                ranges.stream().mapToLong(ChunkRange::sizeBytes).sum()));
    }

    /** Counts one by one, unless the source did so already. */
    static CollectionCount counted(SnapshotSource source, CollectionMetadata collection)
            throws IOException, InterruptedException {
        if (collection.kind() == CollectionKind.VIEW) {
            return NOTHING;
        }
        List<ChunkRange> ranges = source.chunkRanges(collection.namespace(), Long.MAX_VALUE);
        Optional<CollectionCount> exact = exact(ranges);
        return exact.isPresent() ? exact.get() : read(source, ranges);
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
