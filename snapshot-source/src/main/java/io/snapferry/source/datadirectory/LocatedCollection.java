package io.snapferry.source.datadirectory;

/**
 * A collection of the catalog and where its records are.
 *
 * @param isCountKnown whether the server's counts are those of the records
 */
record LocatedCollection(CatalogEntry entry, CollectionRecords records, boolean isCountKnown) {}
