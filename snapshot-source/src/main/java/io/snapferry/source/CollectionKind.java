package io.snapferry.source;

/** What stands behind a namespace, as mongodump's metadata field {@code type} tells. */
public enum CollectionKind {
    /** An ordinary (also capped or clustered) collection. */
    COLLECTION,
    /** A time series: its documents are the buckets of {@code system.buckets.<collection>}. */
    TIME_SERIES,
    /** A view: a definition without documents. */
    VIEW
}
