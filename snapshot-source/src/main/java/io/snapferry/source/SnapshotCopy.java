package io.snapferry.source;

import io.snapferry.bson.DocumentLength;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes everything that a source holds to a target, in the source's order. Runs once, in one thread. */
public final class SnapshotCopy {
    private final SnapshotSource source;
    private final SnapshotTarget target;
    private final Map<Namespace, OpenCollection> open = new LinkedHashMap<>();
    private long documentCount;

    /**
     * @param source is read, stays open
     * @param target is written, stays open
     */
    public SnapshotCopy(SnapshotSource source, SnapshotTarget target) {
        this.source = source;
        this.target = target;
    }

    /**
     * What was copied.
     *
     * @param collections with views
     * @param documents of all of them
     */
    public record Result(int collections, long documents) {}

    /** @throws SourceException when the source holds bad data */
    public Result run() throws IOException, InterruptedException {
        List<CollectionMetadata> collections = source.collections();
        List<ChunkRange> ranges = new ArrayList<>();
        for (CollectionMetadata collection : collections) {
            List<ChunkRange> own = collection.kind() == CollectionKind.VIEW
                    ? List.of()
                    : source.chunkRanges(collection.namespace(), Long.MAX_VALUE);
            ranges.addAll(own);
            open.put(collection.namespace(), new OpenCollection(collection, own.size()));
        }
        try {
            for (OpenCollection collection : open.values()) {
                if (collection.missingRanges == 0) {
                    collection.finish();
                }
            }
            for (ReadPass pass : source.passes(ranges)) {
                pass.read(receiver());
            }
        } finally {
            for (OpenCollection collection : open.values()) {
                collection.close();
            }
        }
        return new Result(collections.size(), documentCount);
    }

    private DocumentReceiver receiver() {
        return new DocumentReceiver() {
            @Override
            public void documents(ChunkRange range, byte[] bytes, int offset, int length) throws IOException {
                for (int at = offset; at < offset + length; at += DocumentLength.readTrusted(bytes, at)) {
                    documentCount++;
                }
                collection(range).target().documents(bytes, offset, length);
            }

            @Override
            public void finished(ChunkRange range) throws IOException {
                OpenCollection collection = collection(range);
                if (--collection.missingRanges == 0) {
                    collection.finish();
                }
            }
        };
    }

    private OpenCollection collection(ChunkRange range) {
        OpenCollection collection = open.get(range.namespace());
        if (collection == null) {
            throw new IllegalStateException("a source delivered a range that was not asked for: " + range);
        }
        return collection;
    }

    /** A collection that is opened in the target with its first documents, so that few are open at a time. */
    private final class OpenCollection {
        private final CollectionMetadata metadata;
        private int missingRanges;
        private SnapshotTarget.@Nullable CollectionTarget begun;

        OpenCollection(CollectionMetadata metadata, int missingRanges) {
            this.metadata = metadata;
            this.missingRanges = missingRanges;
        }

        SnapshotTarget.CollectionTarget target() throws IOException {
            SnapshotTarget.CollectionTarget current = begun;
            if (current == null) {
                current = target.begin(metadata);
                begun = current;
            }
            return current;
        }

        void finish() throws IOException {
            SnapshotTarget.CollectionTarget current = target();
            current.finish();
            current.close();
        }

        void close() throws IOException {
            if (begun != null) {
                begun.close();
            }
        }
    }
}
