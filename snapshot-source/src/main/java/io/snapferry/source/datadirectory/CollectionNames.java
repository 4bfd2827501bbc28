package io.snapferry.source.datadirectory;

import io.snapferry.bson.RawBson;
import io.snapferry.source.CollectionKind;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.CollectionStorage;
import io.snapferry.source.Namespace;
import io.snapferry.source.metadata.BucketsName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * From the tables of the catalog and the definitions of views to what users see: a time series under its own name, views
 * among the collections.
 */
final class CollectionNames {
    /** What of the options of its buckets a user gave to the time series. */
    private static final List<String> TIME_SERIES_OPTIONS =
            List.of("timeseries", "expireAfterSeconds", "storageEngine", "indexOptionDefaults", "collation");

    private CollectionNames() {}

    /**
     * @param catalog all collections
     * @param views definitions by the view's name, those of time series included
     * @param sizes what the server counted, by ident
     * @param storage how collections lie on the disk, by ident
     */
    static SortedMap<Namespace, DirectoryCollection> of(
            SortedMap<Namespace, LocatedCollection> catalog,
            Map<Namespace, RawBson> views,
            Map<String, DirectoryTables.Size> sizes,
            Map<String, CollectionStorage> storage) {
        SortedMap<Namespace, DirectoryCollection> collections = new TreeMap<>();
        for (LocatedCollection collection : catalog.values()) {
            CatalogEntry entry = collection.entry();
            Optional<DirectoryTables.Size> size = Optional.ofNullable(sizes.get(entry.ident()));
            CollectionMetadata metadata = metadata(
                    entry,
                    size.filter(counted -> collection.isCountKnown()),
                    Optional.ofNullable(storage.get(entry.ident())));
            collections.put(
                    metadata.namespace(), new DirectoryCollection(metadata, Optional.of(collection.records()), size));
        }
        for (Map.Entry<Namespace, RawBson> view : views.entrySet()) {
            collections.putIfAbsent(
                    view.getKey(),
                    new DirectoryCollection(view(view.getKey(), view.getValue()), Optional.empty(), Optional.empty()));
        }
        return collections;
    }

    private static CollectionMetadata metadata(
            CatalogEntry entry, Optional<DirectoryTables.Size> size, Optional<CollectionStorage> storage) {
        Namespace namespace = entry.namespace();
        RawElements options = RawElements.of(entry.options());
        Optional<String> timeSeries = BucketsName.timeSeries(namespace.collection());
        boolean isTimeSeries = options.has("timeseries");
        return new CollectionMetadata(
                isTimeSeries && timeSeries.isPresent()
                        ? new Namespace(namespace.database(), timeSeries.get())
                        : namespace,
                isTimeSeries ? CollectionKind.TIME_SERIES : CollectionKind.COLLECTION,
                isTimeSeries ? options.only(TIME_SERIES_OPTIONS) : entry.options(),
                isTimeSeries ? TimeSeriesIndexes.asUsersSeeThem(entry.indexes(), options) : entry.indexes(),
                isTimeSeries ? Optional.empty() : entry.uuidHex(),
                size.map(DirectoryTables.Size::documents),
                size.map(DirectoryTables.Size::sizeBytes),
                storage);
    }

    private static CollectionMetadata view(Namespace namespace, RawBson definition) {
        return new CollectionMetadata(
                namespace,
                CollectionKind.VIEW,
                RawElements.of(definition).without(List.of("_id")),
                RawBson.EMPTY,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
