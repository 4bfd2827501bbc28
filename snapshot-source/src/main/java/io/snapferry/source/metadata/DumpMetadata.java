package io.snapferry.source.metadata;

import io.snapferry.bson.RawBson;
import io.snapferry.source.CollectionKind;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.Namespace;
import io.snapferry.source.SourceException;
import io.snapferry.source.reading.Place;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.BsonType;
import org.bson.RawBsonDocument;
import org.bson.io.BasicOutputBuffer;
import org.bson.json.JsonReader;

/**
 * The content of a {@code metadata.json}: {@code {options, indexes, uuid, collectionName, type}}, any of which may be
 * missing, in Extended JSON v1 or v2 depending on the age of the tool.
 *
 * @param options as written, an empty document when there are none
 * @param indexes as written, an array; empty when there are none
 * @param uuidHex 32 lower-case hex digits
 * @param collectionName the true name, which old tools do not tell
 * @param type as told; empty, {@code collection}, {@code view} or {@code timeseries}
 */
public record DumpMetadata(
        RawBson options, RawBson indexes, Optional<String> uuidHex, Optional<String> collectionName, String type) {
    /** Larger than the options and 64 indexes of any collection, small enough to be held a few times over. */
    public static final int MAX_BYTES = 64 * 1024 * 1024;

    /** Of a collection of which nothing is told. */
    public static final DumpMetadata NOTHING =
            new DumpMetadata(RawBson.EMPTY, RawBson.EMPTY, Optional.empty(), Optional.empty(), "");

    private static final String TYPE_COLLECTION = "collection";
    private static final String TYPE_VIEW = "view";
    private static final String TYPE_TIME_SERIES = "timeseries";
    private static final Set<String> TYPES = Set.of("", TYPE_COLLECTION, TYPE_VIEW, TYPE_TIME_SERIES);

    private static final Pattern UUID_HEX = Pattern.compile("[0-9a-f]{32}");

    /**
     * Parses the text.
     *
     * @param place named when the text is bad, with the byte at which parsing stopped
     */
    public static DumpMetadata parse(byte[] json, Place place) throws SourceException {
        CountingUtf8Reader text = new CountingUtf8Reader(decode(json, place));
        byte[] bson;
        try (BasicOutputBuffer buffer = new BasicOutputBuffer();
                BsonBinaryWriter writer = new BsonBinaryWriter(buffer);
                JsonReader reader = new JsonReader(text)) {
            writer.pipe(reader);
            bson = buffer.toByteArray();
        } catch (RuntimeException e) { // the library has no common type for bad text, too deep text, bad numbers
            throw place.at(text.position(), "metadata is not Extended JSON, " + e.getMessage())
                    .causedBy(e);
        }
        if (!text.hasOnlySpaceLeft()) {
            throw place.at(text.position(), "metadata goes on after its document");
        }
        return fromBson(bson, place);
    }

    private static String decode(byte[] json, Place place) throws SourceException {
        ByteBuffer input = ByteBuffer.wrap(json);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(input).toString();
        } catch (CharacterCodingException e) {
            throw place.at(input.position(), "metadata is not UTF-8").causedBy(e);
        }
    }

    /** @param bson written by the library a moment ago, so its lengths are right */
    private static DumpMetadata fromBson(byte[] bson, Place place) throws SourceException {
        RawBson options = RawBson.EMPTY;
        RawBson indexes = RawBson.EMPTY;
        String uuid = "";
        String collectionName = "";
        String type = "";
        try (BsonBinaryReader reader = new BsonBinaryReader(ByteBuffer.wrap(bson))) {
            reader.readStartDocument();
            while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
                BsonType found = reader.getCurrentBsonType();
                String name = reader.readName();
                if (found == BsonType.NULL) {
                    reader.readNull();
                    continue;
                }
                switch (name) {
                    case "options" -> options = slice(bson, reader, name, found, BsonType.DOCUMENT, place);
                    case "indexes" -> indexes = slice(bson, reader, name, found, BsonType.ARRAY, place);
                    case "uuid" -> uuid = string(reader, name, found, place);
                    case "collectionName" -> collectionName = string(reader, name, found, place);
                    case "type" -> type = string(reader, name, found, place);
                    default -> reader.skipValue();
                }
            }
        }
        if (!TYPES.contains(type)) {
            throw place.whole("metadata field type is \"" + type + "\", expected collection, view or timeseries");
        }
        return new DumpMetadata(options, indexes, uuidHex(uuid, place), nonEmpty(collectionName), type);
    }

    private static RawBson slice(
            byte[] bson, BsonBinaryReader reader, String name, BsonType found, BsonType expected, Place place)
            throws SourceException {
        requireType(name, found, expected, place);
        int from = reader.getBsonInput().getPosition();
        reader.skipValue();
        return RawBson.copyOf(bson, from, reader.getBsonInput().getPosition() - from);
    }

    private static String string(BsonBinaryReader reader, String name, BsonType found, Place place)
            throws SourceException {
        requireType(name, found, BsonType.STRING, place);
        return reader.readString();
    }

    private static void requireType(String name, BsonType found, BsonType expected, Place place)
            throws SourceException {
        if (found != expected) {
            throw place.whole("metadata field %s is of type %s, expected %s".formatted(name, found, expected));
        }
    }

    private static Optional<String> uuidHex(String uuid, Place place) throws SourceException {
        if (uuid.isEmpty()) {
            return Optional.empty();
        }
        String hex = uuid.replace("-", "").toLowerCase(Locale.ROOT);
        if (!UUID_HEX.matcher(hex).matches()) {
            throw place.whole("metadata field uuid is \"" + uuid + "\", expected 32 hex digits");
        }
        return Optional.of(hex);
    }

    private static Optional<String> nonEmpty(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /**
     * What stands behind the name. A view that was dumped with its documents ({@code --viewsAsCollections}) keeps the
     * type view but loses its definition: it is a collection. Old tools write no type, but a view's definition.
     */
    public CollectionKind kind() {
        if (type.equals(TYPE_TIME_SERIES)) {
            return CollectionKind.TIME_SERIES;
        }
        boolean hasDefinition = new RawBsonDocument(options.toByteArray()).containsKey("viewOn");
        return hasDefinition ? CollectionKind.VIEW : CollectionKind.COLLECTION;
    }

    /** The databases that the indexes name in their field {@code ns}, which servers wrote before version 4.4. */
    public Set<String> databasesOfIndexes() {
        Set<String> databases = new HashSet<>();
        for (var index : new RawBsonDocument(indexes.toByteArray()).values()) {
            if (index.isDocument() && index.asDocument().containsKey("ns")) {
                var namespace = index.asDocument().get("ns");
                int dot = namespace.isString() ? namespace.asString().getValue().indexOf('.') : -1;
                if (dot > 0) {
                    databases.add(namespace.asString().getValue().substring(0, dot));
                }
            }
        }
        return databases;
    }

    /** Under the given name and kind, with the size of its documents when that is known. */
    public CollectionMetadata describe(Namespace namespace, CollectionKind kind, Optional<Long> sizeBytes) {
        Optional<String> uuid = kind == CollectionKind.TIME_SERIES ? Optional.empty() : uuidHex;
        return new CollectionMetadata(namespace, kind, options, indexes, uuid, Optional.empty(), sizeBytes);
    }
}
