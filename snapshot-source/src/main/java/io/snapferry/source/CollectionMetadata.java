package io.snapferry.source;

import io.snapferry.bson.RawBson;
import java.util.Optional;

/**
 * What a snapshot says of one collection besides its documents.
 *
 * @param namespace the true name
 * @param kind what the collection is; views have no documents of their own
 * @param options the create options as a document, an empty one when there are none
 * @param indexes the indexes in listIndexes' order, as an <em>array</em> (keys "0", "1", ...); empty when the snapshot
 *     knows of none
 * @param uuidHex 32 lower-case hex digits without dashes; absent when the snapshot does not tell, and for time series
 * @param documentCount how many documents it holds, when that is known without reading them; what a server counted, which
 *     may be stale after a crash
 * @param sizeBytes BSON bytes of all documents uncompressed, when that is known without reading them
 * @param storage how it lies on the disk, when it has a file of its own that is not just its documents
 */
public record CollectionMetadata(
        Namespace namespace,
        CollectionKind kind,
        RawBson options,
        RawBson indexes,
        Optional<String> uuidHex,
        Optional<Long> documentCount,
        Optional<Long> sizeBytes,
        Optional<CollectionStorage> storage) {

    /** Of a collection whose storage is not told of. */
    public CollectionMetadata(
            Namespace namespace,
            CollectionKind kind,
            RawBson options,
            RawBson indexes,
            Optional<String> uuidHex,
            Optional<Long> documentCount,
            Optional<Long> sizeBytes) {
        this(namespace, kind, options, indexes, uuidHex, documentCount, sizeBytes, Optional.empty());
    }
}
