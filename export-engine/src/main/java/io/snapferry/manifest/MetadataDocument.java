package io.snapferry.manifest;

import io.snapferry.bson.BsonFormatException;
import io.snapferry.json.JsonMode;
import io.snapferry.json.OutputBuffer;
import io.snapferry.json.Transcoder;
import io.snapferry.source.CollectionKind;
import io.snapferry.source.CollectionMetadata;

/**
 * {@code metadata.json} of a collection: the fields of mongodump's metadata, always canonical, compact, without a line
 * end. The order is {@code options, indexes, uuid, collectionName, type}.
 */
public final class MetadataDocument {
    private static final String TIME_SERIES = "timeseries";

    private MetadataDocument() {}

    /**
     * The text as UTF-8.
     *
     * @throws BsonFormatException when options or indexes are not well-formed BSON
     */
    public static byte[] write(CollectionMetadata metadata) throws BsonFormatException {
        BsonComposer document = new BsonComposer();
        if (!metadata.options().isEmpty()) {
            document.document("options", metadata.options());
        }
        document.array("indexes", metadata.indexes());
        metadata.uuidHex().ifPresent(uuid -> document.string("uuid", uuid));
        document.string("collectionName", metadata.namespace().collection());
        if (metadata.kind() == CollectionKind.TIME_SERIES) {
            document.string("type", TIME_SERIES);
        }
        byte[] bson = document.compose();
        OutputBuffer json = new OutputBuffer(2 * bson.length);
        Transcoder.forMode(JsonMode.CANONICAL).transcode(bson, 0, bson.length, json);
        return json.toByteArray();
    }
}
