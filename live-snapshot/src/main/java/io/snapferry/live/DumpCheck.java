package io.snapferry.live;

import io.snapferry.live.LiveSnapshotException.Reason;
import io.snapferry.source.ChunkRange;
import io.snapferry.source.CollectionKind;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.Namespace;
import io.snapferry.source.SnapshotSource;
import io.snapferry.source.encryption.FileKeys;
import io.snapferry.source.location.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Opens a dump as an export would and compares it with what was read from the server: the same collections, each with as
 * many documents and bytes. Walks every document's length; the documents' content is the server's business.
 */
final class DumpCheck {
    private DumpCheck() {}

    static void compare(Path dump, FileKeys keys, List<CollectionTotals> expected) throws IOException {
        Map<Namespace, CollectionTotals> missing = new HashMap<>();
        expected.forEach(collection -> missing.put(collection.namespace(), collection));
        try (SnapshotSource source = Sources.open(dump, keys)) {
            for (CollectionMetadata found : source.collections()) {
                Namespace namespace = found.namespace();
                CollectionTotals totals = totals(source, found);
                Optional<CollectionTotals> wanted = Optional.ofNullable(missing.remove(namespace));
                if (!wanted.equals(Optional.of(totals))) {
                    throw LiveSnapshotException.of(
                            Reason.NOT_VERIFIED,
                            namespace,
                            "the dump holds %s, expected %s"
                                    .formatted(
                                            words(totals),
                                            wanted.map(DumpCheck::words).orElse("nothing")));
                }
            }
        }
        for (CollectionTotals collection : missing.values()) {
            throw LiveSnapshotException.of(
                    Reason.NOT_VERIFIED, collection.namespace(), "the dump does not hold the collection");
        }
    }

    private static CollectionTotals totals(SnapshotSource source, CollectionMetadata collection) throws IOException {
        long documents = 0;
        long bytes = 0;
        if (collection.kind() != CollectionKind.VIEW) {
            for (ChunkRange range : source.chunkRanges(collection.namespace(), Long.MAX_VALUE)) {
                documents += range.documentCount();
                bytes += range.sizeBytes();
            }
        }
        return new CollectionTotals(collection.namespace(), collection.kind(), documents, bytes);
    }

    private static String words(CollectionTotals totals) {
        return "%d documents of %d bytes as %s".formatted(totals.documents(), totals.bytes(), totals.kind());
    }
}
