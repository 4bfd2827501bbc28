package io.snapferry.source.metadata;

import io.snapferry.bson.BsonFormatException;
import io.snapferry.json.JsonMode;
import io.snapferry.json.OutputBuffer;
import io.snapferry.json.Transcoder;
import io.snapferry.source.CollectionMetadata;
import java.util.Optional;

/**
 * The text of a {@code metadata.json} as mongodump writes it and as exports take it over: canonical Extended JSON, compact,
 * without a line end, with the fields {@code options} (when not empty), {@code indexes}, {@code uuid} (when known),
 * {@code collectionName}, {@code type} (when given), in this order.
 */
public final class MetadataText {
    private MetadataText() {}

    /**
     * The text as UTF-8.
     *
     * @param type what stands in the field {@code type}
     * @throws BsonFormatException when options or indexes are not well-formed BSON
     */
    public static byte[] write(CollectionMetadata metadata, Optional<String> type) throws BsonFormatException {
        BsonComposer document = new BsonComposer();
        if (!metadata.options().isEmpty()) {
            document.document("options", metadata.options());
        }
        document.array("indexes", metadata.indexes());
        metadata.uuidHex().ifPresent(uuid -> document.string("uuid", uuid));
        document.string("collectionName", metadata.namespace().collection());
        type.ifPresent(text -> document.string("type", text));
        byte[] bson = document.compose();
        OutputBuffer json = new OutputBuffer(2 * bson.length);
        Transcoder.forMode(JsonMode.CANONICAL).transcode(bson, 0, bson.length, json);
        return json.toByteArray();
    }
}
