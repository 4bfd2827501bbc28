package io.snapferry.source.datadirectory.oplog;

import io.snapferry.bson.RawBson;
import java.util.Arrays;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/** Documents of tests, written as Extended JSON. */
final class Bson {
    private Bson() {}

    static byte[] bytes(String json) {
        return bytes(BsonDocument.parse(json));
    }

    static byte[] bytes(BsonDocument document) {
        try (BasicOutputBuffer buffer = new BasicOutputBuffer();
                BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
            new BsonDocumentCodec()
                    .encode(writer, document, EncoderContext.builder().build());
            return buffer.toByteArray();
        }
    }

    static RawBson raw(String json) {
        return RawBson.copyOf(bytes(json));
    }

    static BsonDocument document(byte[] bytes) {
        try (BsonBinaryReader reader = new BsonBinaryReader(java.nio.ByteBuffer.wrap(bytes))) {
            return new BsonDocumentCodec()
                    .decode(reader, DecoderContext.builder().build());
        }
    }

    static Field field(String json) {
        byte[] document = bytes(json);
        return Fields.of(Arrays.copyOf(document, document.length)).get(0);
    }
}
