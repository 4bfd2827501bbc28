package io.snapferry.source.metadata;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.snapferry.bson.BsonFormatException;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.Namespace;
import io.snapferry.source.SourceException;
import io.snapferry.source.reading.Place;
import java.util.Optional;

/** Any bytes as a {@code metadata.json}: refused with their place, or metadata that can be asked and written. */
class DumpMetadataFuzzTest {
    private static final Namespace NAMESPACE = new Namespace("shop", "orders");
    private static final Place PLACE = Place.of(NAMESPACE, "shop/orders.metadata.json");

    @FuzzTest
    void metadata(byte[] json) {
        try {
            DumpMetadata metadata = DumpMetadata.parse(json, PLACE);
            metadata.databasesOfIndexes();
            CollectionMetadata described = metadata.describe(NAMESPACE, metadata.kind(), Optional.empty());
            MetadataText.write(described, Optional.empty());
        } catch (SourceException | BsonFormatException refused) {
            // what bad metadata must do
        }
    }
}
