package io.snapferry.live;

import io.snapferry.source.CollectionKind;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.Namespace;
import java.util.Optional;

/**
 * A collection as the server's catalog lists it.
 *
 * @param metadata as a dump holds it
 * @param documents where its documents lie: itself, or the buckets of a time series
 * @param documentsUuidHex of {@code documents}; tells the collection from a later one of the same name
 */
record ListedCollection(CollectionMetadata metadata, Namespace documents, Optional<String> documentsUuidHex) {

    Namespace namespace() {
        return metadata.namespace();
    }

    boolean hasDocuments() {
        return metadata.kind() != CollectionKind.VIEW;
    }
}
