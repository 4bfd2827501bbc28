package io.snapferry.live;

import io.snapferry.bson.RawBson;
import io.snapferry.source.CollectionKind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bson.BsonBinarySubType;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/**
 * One answer line of {@code listCollections}: {@code {name, type, options, info: {uuid}}}, where old servers leave out
 * {@code type} and {@code info}.
 *
 * @param name of the collection, without the database
 * @param type as told, empty when it is not
 * @param options as told, an empty document when there are none
 * @param uuidHex 32 lower-case hex digits; not for views and time series
 */
record CatalogEntry(String name, String type, RawBson options, Optional<String> uuidHex) {
    private static final byte TYPE_DOCUMENT = 0x03;

    /** @throws org.bson.BSONException when fields are missing or of another type */
    static CatalogEntry of(RawBsonDocument line) {
        return new CatalogEntry(
                line.getString("name").getValue(),
                line.containsKey("type") ? line.getString("type").getValue() : "",
                line.get("options") instanceof RawBsonDocument options ? raw(options) : RawBson.EMPTY,
                uuidHex(line));
    }

    private static Optional<String> uuidHex(RawBsonDocument line) {
        BsonValue info = line.getOrDefault("info", BsonNull.VALUE);
        BsonValue uuid = info.isDocument() ? info.asDocument().getOrDefault("uuid", BsonNull.VALUE) : BsonNull.VALUE;
        return uuid.isBinary() && uuid.asBinary().getType() == BsonBinarySubType.UUID_STANDARD.getValue()
                ? Optional.of(HexFormat.of().formatHex(uuid.asBinary().getData()))
                : Optional.empty();
    }

    /** What the entry is; empty for a type that is not known. */
    Optional<CollectionKind> kind() {
        return switch (type) {
            case "collection" -> Optional.of(CollectionKind.COLLECTION);
            case "view" -> Optional.of(CollectionKind.VIEW);
            case "timeseries" -> Optional.of(CollectionKind.TIME_SERIES);
            case "" ->
                Optional.of(
                        new RawBsonDocument(options.toByteArray()).containsKey("viewOn")
                                ? CollectionKind.VIEW
                                : CollectionKind.COLLECTION);
            default -> Optional.empty();
        };
    }

    /** A document's bytes as they came. */
    static RawBson raw(RawBsonDocument document) {
        return RawBson.copyOf(document.getBackingArray(), document.getByteOffset(), document.getByteLength());
    }

    /** Documents side by side in an array, bytes as they came. */
    static RawBson array(List<RawBsonDocument> documents) {
        ByteArrayOutputStream elements = new ByteArrayOutputStream();
        for (int index = 0; index < documents.size(); index++) {
            RawBsonDocument document = documents.get(index);
            elements.write(TYPE_DOCUMENT);
            elements.writeBytes(Integer.toString(index).getBytes(StandardCharsets.US_ASCII));
            elements.write(0);
            elements.write(document.getBackingArray(), document.getByteOffset(), document.getByteLength());
        }
        byte[] array = new byte[Integer.BYTES + elements.size() + 1];
        ByteBuffer.wrap(array)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(array.length)
                .put(elements.toByteArray());
        return RawBson.copyOf(array);
    }
}
