package io.snapferry.benchmarks.data;

import io.snapferry.bson.RawBson;
import io.snapferry.source.CollectionKind;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.Namespace;
import io.snapferry.source.SnapshotTarget;
import io.snapferry.source.dump.DumpFolderWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/** Writes data sets as mongodump folders. Stateless. */
public final class DataSetFolder {
    /** The database that holds them. */
    public static final String DATABASE = "benchmark";

    private static final String SPARSE = "sparse";
    private static final int WRITE_BYTES = 1 << 20;
    private static final int SPARSE_DOCUMENT_BYTES = 16 << 20;

    private DataSetFolder() {}

    /**
     * Writes the documents into one collection or spread evenly over several.
     *
     * @param folder is created; must be empty when it exists
     * @param sizeBytes of all documents at most, but each collection has one document at least
     * @param collections at least 1
     */
    public static void write(Path folder, DataSet dataSet, Documents documents, long sizeBytes, int collections)
            throws IOException {
        BsonBytes buffer = new BsonBytes(2 * WRITE_BYTES);
        int digits = Integer.toString(collections - 1).length();
        try (DumpFolderWriter dump = new DumpFolderWriter(folder)) {
            for (int i = 0; i < collections; i++) {
                String suffix = collections == 1 ? "" : "_" + padded(i, digits);
                try (SnapshotTarget.CollectionTarget out = dump.begin(metadata(dataSet.collection() + suffix))) {
                    fill(out, documents, buffer, sizeBytes / collections);
                    out.finish();
                }
            }
        }
    }

    /**
     * Writes one collection of documents of 16 MiB that are one binary of zeros each. The file has holes where the zeros
     * are, so it takes almost no room where the file system knows holes.
     */
    public static void writeSparse(Path folder, long sizeBytes) throws IOException {
        try (DumpFolderWriter dump = new DumpFolderWriter(folder);
                SnapshotTarget.CollectionTarget out = dump.begin(metadata(SPARSE))) {
            out.finish();
        }
        Path file = folder.resolve(DATABASE).resolve(SPARSE + ".bson");
        Files.delete(file);
        byte[] head = sparseHead();
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.SPARSE, StandardOpenOption.WRITE)) {
            for (long at = 0; at + SPARSE_DOCUMENT_BYTES <= sizeBytes; at += SPARSE_DOCUMENT_BYTES) {
                channel.write(ByteBuffer.wrap(head), at);
                channel.write(ByteBuffer.allocate(1), at + SPARSE_DOCUMENT_BYTES - 1);
            }
        }
    }

    /** What stands before the zeros. */
    private static byte[] sparseHead() {
        BsonBytes head = new BsonBytes(64);
        head.begin();
        head.int32("_id", 0);
        head.beginBinary("zeros", 0);
        int zeros = SPARSE_DOCUMENT_BYTES - head.size() - 1;
        byte[] bytes = head.toByteArray();
        ByteBuffer lengths = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        lengths.putInt(0, SPARSE_DOCUMENT_BYTES);
        lengths.putInt(bytes.length - 1 - Integer.BYTES, zeros);
        return bytes;
    }

    private static void fill(SnapshotTarget.CollectionTarget out, Documents documents, BsonBytes buffer, long sizeBytes)
            throws IOException {
        long written = 0;
        buffer.truncate(0);
        while (true) {
            int before = buffer.size();
            documents.next(buffer);
            written += buffer.size() - before;
            boolean isFull = written > sizeBytes;
            if (isFull && written > buffer.size() - before) {
                buffer.truncate(before);
            }
            if (isFull || buffer.size() >= WRITE_BYTES) {
                out.documents(buffer.array(), 0, buffer.size());
                buffer.truncate(0);
            }
            if (isFull) {
                return;
            }
        }
    }

    private static CollectionMetadata metadata(String collection) {
        BsonBytes options = new BsonBytes(16);
        options.end(options.begin());
        BsonBytes indexes = new BsonBytes(64);
        int list = indexes.begin();
        int index = indexes.beginDocument(BsonBytes.index(0));
        indexes.int32("v", 2);
        int key = indexes.beginDocument("key");
        indexes.int32("_id", 1);
        indexes.end(key);
        indexes.string("name", "_id_");
        indexes.end(index);
        indexes.end(list);
        return new CollectionMetadata(
                new Namespace(DATABASE, collection),
                CollectionKind.COLLECTION,
                RawBson.copyOf(options.toByteArray()),
                RawBson.copyOf(indexes.toByteArray()),
                Optional.of(UUID.nameUUIDFromBytes(collection.getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .replace("-", "")),
                Optional.empty(),
                Optional.empty());
    }

    private static String padded(int number, int digits) {
        String text = Integer.toString(number);
        return "0".repeat(digits - text.length()) + text;
    }
}
