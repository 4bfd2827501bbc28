package io.snapferry.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/** Looks at what a snapshot left on the disk. */
final class PublishedDump {
    private PublishedDump() {}

    /** The documents of one file, with the bytes of each. */
    static List<RawBsonDocument> documents(TakenSnapshot taken, String file) throws IOException {
        byte[] bytes = Files.readAllBytes(taken.dump().resolve(file));
        List<RawBsonDocument> documents = new ArrayList<>();
        int position = 0;
        while (position < bytes.length) {
            int length = java.nio.ByteBuffer.wrap(bytes)
                    .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                    .getInt(position);
            documents.add(new RawBsonDocument(bytes, position, length));
            position += length;
        }
        return documents;
    }

    static BsonDocument metadata(TakenSnapshot taken, String file) throws IOException {
        return BsonDocument.parse(Files.readString(taken.dump().resolve(file)));
    }

    static BsonDocument record(TakenSnapshot taken) throws IOException {
        return BsonDocument.parse(Files.readString(taken.dump().resolveSibling("snapshot.json")));
    }

    static byte[] bytes(RawBsonDocument document) {
        return CatalogEntry.raw(document).toByteArray();
    }

    static void assertNothingIsLeft(Path store) throws IOException {
        try (Stream<Path> entries = Files.list(store)) {
            assertThat(entries).isEmpty();
        }
    }
}
