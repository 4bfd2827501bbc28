package io.snapferry.benchmarks.data;

import io.snapferry.bson.DocumentLength;
import io.snapferry.wiredtiger.testing.Compression;
import io.snapferry.wiredtiger.testing.DataDirectoryBuilder;
import io.snapferry.wiredtiger.testing.Entry;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** A data directory of mongod with one collection, in snappy blocks as by default. */
public final class MongoDirectory {
    /** The collection's table. */
    public static final String COLLECTION_FILE = "collection-0-1.wt";

    private static final String IDENT = "collection-0-1";

    private static final int BUFFER_BYTES = 1 << 20;

    private MongoDirectory() {}

    /**
     * Writes one, in bounded memory.
     *
     * @param collection in the database {@link DataSetFolder#DATABASE}
     * @param bson the documents, one behind the other
     */
    public static void write(Path folder, String collection, Path bson) throws IOException {
        try (InputStream input = new BufferedInputStream(Files.newInputStream(bson), BUFFER_BYTES)) {
            DataDirectoryBuilder.directory()
                    .table(
                            "_mdb_catalog",
                            table -> table.compressor(Compression.SNAPPY).records(1, id -> catalog(collection)))
                    .table(IDENT, table -> table.compressor(Compression.SNAPPY).records(() -> entries(input)))
                    .write(folder);
        }
    }

    private static byte[] catalog(String collection) {
        String namespace = DataSetFolder.DATABASE + "." + collection;
        BsonBytes out = new BsonBytes(1024);
        int document = out.begin();
        int md = out.beginDocument("md");
        out.string("ns", namespace);
        out.end(md);
        out.string("ns", namespace);
        out.string("ident", IDENT);
        out.end(document);
        return out.toByteArray();
    }

    private static Iterator<Entry> entries(InputStream input) {
        return new Iterator<>() {
            private long recordId;
            private byte[] next = read(input);

            @Override
            public boolean hasNext() {
                return next.length > 0;
            }

            @Override
            public Entry next() {
                if (next.length == 0) {
                    throw new NoSuchElementException();
                }
                byte[] document = next;
                next = read(input);
                return Entry.of(++recordId, document);
            }
        };
    }

    /** The next document; nothing at the end. */
    private static byte[] read(InputStream input) {
        try {
            byte[] length = input.readNBytes(DocumentLength.SIZE_BYTES);
            if (length.length == 0) {
                return length;
            }
            int size = DocumentLength.readTrusted(length, 0);
            byte[] document = Arrays.copyOf(length, size);
            input.readNBytes(document, length.length, size - length.length);
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
