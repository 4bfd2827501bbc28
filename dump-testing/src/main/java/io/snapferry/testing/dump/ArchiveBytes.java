package io.snapferry.testing.dump;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/** Writes the parts of an archive one behind the other, right or wrong as the test wants them. */
public final class ArchiveBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Writes the magic number and the header. */
    public ArchiveBytes begin(String serverVersion, String toolVersion, int concurrentCollections) {
        return raw(new byte[] {0x6d, (byte) 0xe2, (byte) 0x99, (byte) 0x81})
                .document(new BsonDocument("concurrent_collections", new BsonInt32(concurrentCollections))
                        .append("version", new BsonString("0.1"))
                        .append("server_version", new BsonString(serverVersion))
                        .append("tool_version", new BsonString(toolVersion)));
    }

    /** Writes a namespace's entry of the prelude. */
    public ArchiveBytes announce(String database, String collection, String metadataJson, String type) {
        return document(new BsonDocument("db", new BsonString(database))
                .append("collection", new BsonString(collection))
                .append("metadata", new BsonString(metadataJson))
                .append("size", new BsonInt32(0))
                .append("type", new BsonString(type)));
    }

    /** Writes a block with documents. */
    public ArchiveBytes segment(String database, String collection, List<byte[]> documents) {
        document(DumpBuilder.namespaceHeader(database, collection, false, 0));
        documents.forEach(this::raw);
        return terminator();
    }

    /** Writes a namespace's end with the checksum of its documents. */
    public ArchiveBytes endMark(String database, String collection, List<byte[]> documents) {
        return endMark(database, collection, checksum(documents));
    }

    /** Writes a namespace's end. */
    public ArchiveBytes endMark(String database, String collection, long checksum) {
        return document(DumpBuilder.namespaceHeader(database, collection, true, checksum))
                .terminator();
    }

    /** Writes the mark that ends the prelude and each block. */
    public ArchiveBytes terminator() {
        return raw(new byte[] {-1, -1, -1, -1});
    }

    /** Writes a document. */
    public ArchiveBytes document(BsonDocument document) {
        return raw(DumpBuilder.encode(document));
    }

    /** Writes anything. */
    public ArchiveBytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** How many bytes there are. */
    public int size() {
        return out.size();
    }

    /** All of it. */
    public byte[] toByteArray() {
        return out.toByteArray();
    }

    /** CRC-64/XZ, bit by bit. */
    private static long checksum(List<byte[]> documents) {
        long crc = -1;
        for (byte[] document : documents) {
            for (byte next : document) {
                crc ^= next & 0xff;
                for (int bit = 0; bit < 8; bit++) {
                    crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ 0xC96C5795D7870F42L;
                }
            }
        }
        return ~crc;
    }
}
