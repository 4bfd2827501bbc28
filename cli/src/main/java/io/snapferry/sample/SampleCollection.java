package io.snapferry.sample;

import io.snapferry.bson.RawBson;
import io.snapferry.source.CollectionKind;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.Namespace;
import io.snapferry.source.SnapshotTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.BsonArray;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/**
 * A collection of the sample.
 *
 * @param namespace its name
 * @param kind collection or view
 * @param options as given when it was created
 * @param indexes as listIndexes gives them
 * @param documents in natural order
 */
record SampleCollection(
        Namespace namespace,
        CollectionKind kind,
        BsonDocument options,
        BsonArray indexes,
        List<BsonDocument> documents) {

    /** An ordinary collection with the index that every collection has. */
    static SampleCollection of(String database, String collection, List<BsonDocument> documents) {
        return new SampleCollection(
                new Namespace(database, collection),
                CollectionKind.COLLECTION,
                new BsonDocument(),
                new BsonArray(List.of(index("_id_", new BsonDocument("_id", new BsonInt32(1))))),
                documents);
    }

    /** A view over a collection of the same database. */
    static SampleCollection view(String database, String name, String viewOn, BsonDocument stage) {
        BsonDocument options =
                new BsonDocument("viewOn", new BsonString(viewOn)).append("pipeline", new BsonArray(List.of(stage)));
        return new SampleCollection(
                new Namespace(database, name), CollectionKind.VIEW, options, new BsonArray(), List.of());
    }

    SampleCollection withOptions(BsonDocument newOptions) {
        return new SampleCollection(namespace, kind, newOptions, indexes, documents);
    }

    /** With one more index. */
    SampleCollection withIndex(String name, BsonDocument key) {
        BsonArray more = indexes.clone();
        more.add(index(name, key));
        return new SampleCollection(namespace, kind, options, more, documents);
    }

    /** The part of a shard: every {@code shardCount}th document. */
    SampleCollection onShard(int shard, int shardCount) {
        List<BsonDocument> part = new ArrayList<>();
        for (int i = shard; i < documents.size(); i += shardCount) {
            part.add(documents.get(i));
        }
        return new SampleCollection(namespace, kind, options, indexes, part);
    }

    void writeTo(SnapshotTarget target) throws IOException {
        try (SnapshotTarget.CollectionTarget out = target.begin(metadata())) {
            for (BsonDocument document : documents) {
                byte[] bytes = encode(document);
                out.documents(bytes, 0, bytes.length);
            }
            out.finish();
        }
    }

    private CollectionMetadata metadata() {
        Optional<String> uuid = kind == CollectionKind.VIEW
                ? Optional.empty()
                : Optional.of(UUID.nameUUIDFromBytes(namespace.toString().getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .replace("-", ""));
        return new CollectionMetadata(
                namespace,
                kind,
                RawBson.copyOf(encode(options)),
                RawBson.copyOf(encode(asDocument(indexes))),
                uuid,
                Optional.empty(),
                Optional.empty());
    }

    /** A BSON array is a document whose names count from 0. */
    private static BsonDocument asDocument(BsonArray array) {
        BsonDocument document = new BsonDocument();
        for (int i = 0; i < array.size(); i++) {
            document.append(Integer.toString(i), array.get(i));
        }
        return document;
    }

    private static BsonDocument index(String name, BsonDocument key) {
        return new BsonDocument("v", new BsonInt32(2)).append("key", key).append("name", new BsonString(name));
    }

    private static byte[] encode(BsonDocument document) {
        try (BasicOutputBuffer buffer = new BasicOutputBuffer();
                BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
            new BsonDocumentCodec()
                    .encode(writer, document, EncoderContext.builder().build());
            return buffer.toByteArray();
        }
    }
}
