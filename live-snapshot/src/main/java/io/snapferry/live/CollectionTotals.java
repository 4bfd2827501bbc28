package io.snapferry.live;

import io.snapferry.source.CollectionKind;
import io.snapferry.source.Namespace;

/**
 * What was read of one collection.
 *
 * @param namespace the true name
 * @param kind what the collection is
 * @param documents none of a view
 * @param bytes of BSON of all documents
 */
record CollectionTotals(Namespace namespace, CollectionKind kind, long documents, long bytes) {}
