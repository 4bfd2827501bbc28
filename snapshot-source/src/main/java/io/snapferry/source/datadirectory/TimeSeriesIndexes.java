package io.snapferry.source.datadirectory;

import io.snapferry.bson.RawBson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/**
 * Indexes of a time series are kept as indexes of its buckets, on bounds of fields ({@code control.min.a}) and on {@code meta};
 * users know them by the fields. Follows the server's own translation for listIndexes.
 */
final class TimeSeriesIndexes {
    private static final String META = "meta";
    private static final String MIN = "control.min.";
    private static final String MAX = "control.max.";
    private static final String ORIGINAL = "originalSpec";

    private TimeSeriesIndexes() {}

    /** @param options of the buckets' collection; what cannot be translated is passed on as it is */
    static RawBson asUsersSeeThem(RawBson indexes, RawElements options) {
        String metaField = options.document("timeseries")
                .flatMap(timeSeries -> RawElements.of(timeSeries).string("metaField"))
                .orElse(META);
        List<RawBson> translated = new ArrayList<>();
        for (RawBson index : RawElements.of(indexes).documents()) {
            RawElements elements = RawElements.of(index);
            Optional<RawBson> original = elements.document(ORIGINAL);
            translated.add(original.orElseGet(() -> translated(index, metaField)));
        }
        return RawElements.arrayOf(translated);
    }

    private static RawBson translated(RawBson index, String metaField) {
        BsonDocument document = new RawBsonDocument(index.toByteArray()).clone();
        BsonDocument specification = BsonDocument.parse("{}");
        document.forEach((name, value) -> specification.put(
                name, name.equals("key") && value.isDocument() ? key(value.asDocument(), metaField) : value));
        return bytes(specification);
    }

    /** Two bounds of one field, one behind the other, are an index on the field: the first tells its direction. */
    private static BsonDocument key(BsonDocument key, String metaField) {
        BsonDocument fields = new BsonDocument();
        for (var entry : key.entrySet()) {
            String name = entry.getKey();
            BsonValue direction = entry.getValue();
            if (name.equals(META) || name.startsWith(META + ".")) {
                fields.put(metaField + name.substring(META.length()), direction);
            } else if (name.startsWith(MIN)) {
                fields.putIfAbsent(name.substring(MIN.length()), direction);
            } else if (name.startsWith(MAX)) {
                fields.putIfAbsent(name.substring(MAX.length()), direction);
            } else {
                fields.put(name, direction);
            }
        }
        return fields;
    }

    private static RawBson bytes(BsonDocument document) {
        try (BasicOutputBuffer buffer = new BasicOutputBuffer();
                BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
            new BsonDocumentCodec()
                    .encode(writer, document, EncoderContext.builder().build());
            return RawBson.copyOf(buffer.toByteArray());
        }
    }
}
