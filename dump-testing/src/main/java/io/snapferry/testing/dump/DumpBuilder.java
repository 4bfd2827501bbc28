package io.snapferry.testing.dump;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/**
 * Builds a dump: {@code dump().collection("shop", "orders").documents(3).writeFolder(folder)}. What follows
 * {@link #collection} speaks of that collection. Single-threaded.
 */
public final class DumpBuilder {
    private static final int MAX_STEM_LENGTH = 238;
    private static final int KEPT_STEM_LENGTH = 208;

    private final List<DumpedCollection> collections = new ArrayList<>();
    private final List<byte[]> oplog = new ArrayList<>();
    private String serverVersion = "7.0.16";
    private String toolVersion = "100.11.0";
    private int documentsPerSegment = Integer.MAX_VALUE;

    private DumpBuilder() {}

    /** A dump without collections. */
    public static DumpBuilder dump() {
        return new DumpBuilder();
    }

    /** Sets what prelude.json or the archive's header tell. */
    public DumpBuilder versions(String server, String tool) {
        serverVersion = server;
        toolVersion = tool;
        return this;
    }

    /** Adds an empty collection. */
    public DumpBuilder collection(String database, String name) {
        collections.add(new DumpedCollection(database, name));
        return this;
    }

    /** Adds a view. */
    public DumpBuilder view(String database, String name, String viewOn) {
        collection(database, name).options("{\"viewOn\": \"%s\", \"pipeline\": []}".formatted(viewOn));
        current().type = "view";
        return indexes("[]");
    }

    /** Adds a time series; its documents are buckets. */
    public DumpBuilder timeSeries(String database, String name) {
        collection(database, name).options("{\"timeseries\": {\"timeField\": \"at\", \"granularity\": \"seconds\"}}");
        current().type = "timeseries";
        return indexes("[]");
    }

    /** Adds some small documents of different lengths. */
    public DumpBuilder documents(int count) {
        for (int i = 0; i < count; i++) {
            int number = current().documents.size();
            document(new BsonDocument("_id", new BsonInt32(number))
                    .append("name", new BsonString("%s number %d ".formatted(current().name, number)))
                    .append("padding", new BsonString("x".repeat(number * 37 % 200))));
        }
        return this;
    }

    /** Adds a document. */
    public DumpBuilder document(BsonDocument document) {
        return rawDocument(encode(document));
    }

    /** Adds a document as Extended JSON. */
    public DumpBuilder document(String json) {
        return document(BsonDocument.parse(json));
    }

    /** Adds bytes where a document should be; they may be anything. */
    public DumpBuilder rawDocument(byte[] bytes) {
        current().documents.add(bytes.clone());
        return this;
    }

    /** Sets the create options. */
    public DumpBuilder options(String json) {
        current().options = BsonDocument.parse(json);
        return this;
    }

    /** Sets the indexes, an array. */
    public DumpBuilder indexes(String json) {
        current().indexes = BsonArray.parse(json);
        return this;
    }

    /** Sets the collection's uuid. */
    public DumpBuilder uuid(String hex) {
        current().uuidHex = hex;
        return this;
    }

    /** Leaves the collection's metadata out. */
    public DumpBuilder withoutMetadata() {
        current().hasMetadata = false;
        return this;
    }

    /** Adds entries of an oplog. */
    public DumpBuilder oplog(int entries) {
        for (int i = 0; i < entries; i++) {
            oplog.add(
                    encode(BsonDocument.parse("{\"op\": \"n\", \"ns\": \"\", \"o\": {\"msg\": \"%d\"}}".formatted(i))));
        }
        return this;
    }

    /** Makes an archive's collections take turns, as mongodump's parallel threads do. */
    public DumpBuilder multiplexed(int documentsPerSegment) {
        this.documentsPerSegment = documentsPerSegment;
        return this;
    }

    private DumpedCollection current() {
        return collections.get(collections.size() - 1);
    }

    /** All documents of a collection one behind the other. */
    public byte[] documentBytes(String database, String name) {
        return collections.stream()
                .filter(collection -> collection.database.equals(database) && collection.name.equals(name))
                .findFirst()
                .orElseThrow()
                .documentBytes();
    }

    /** Writes a folder as {@code mongodump --out} and returns it. */
    public Path writeFolder(Path folder) {
        return writeFolder(folder, "");
    }

    /** Writes a folder as {@code mongodump --gzip --out} and returns it. */
    public Path writeGzippedFolder(Path folder) {
        return writeFolder(folder, ".gz");
    }

    private Path writeFolder(Path folder, String suffix) {
        try {
            Files.createDirectories(folder);
            String prelude = "{\"ServerVersion\":\"%s\",\"ToolVersion\":\"%s\"}".formatted(serverVersion, toolVersion);
            write(folder.resolve("prelude.json" + suffix), prelude.getBytes(StandardCharsets.UTF_8));
            if (!oplog.isEmpty()) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                oplog.forEach(bytes::writeBytes);
                write(folder.resolve("oplog.bson" + suffix), bytes.toByteArray());
                if (!suffix.isEmpty()) { // mongodump gzips the oplog but does not say so in its name
                    Files.move(folder.resolve("oplog.bson" + suffix), folder.resolve("oplog.bson"));
                }
            }
            for (DumpedCollection collection : collections) {
                Path database = Files.createDirectories(folder.resolve(collection.database));
                if (collection.hasMetadata) {
                    write(
                            database.resolve(fileStem(collection.name) + ".metadata.json" + suffix),
                            collection.metadataJson().getBytes(StandardCharsets.UTF_8));
                }
                if (!collection.isView()) {
                    write(
                            database.resolve(fileStem(collection.dataName()) + ".bson" + suffix),
                            collection.documentBytes());
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (OutputStream out = file.toString().endsWith(".gz")
                ? new GZIPOutputStream(Files.newOutputStream(file))
                : Files.newOutputStream(file)) {
            out.write(bytes);
        }
    }

    /** The name of a collection's files without suffix. */
    public static String fileStem(String collection) {
        String escaped = URLEncoder.encode(collection, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
        if (escaped.length() <= MAX_STEM_LENGTH) {
            return escaped;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(collection.getBytes(StandardCharsets.UTF_8));
            return escaped.substring(0, KEPT_STEM_LENGTH)
                    + "%24"
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes an archive as {@code mongodump --archive} and returns it. */
    public Path writeArchive(Path file) {
        try {
            return Files.write(file, archiveBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes an archive as {@code mongodump --gzip --archive} and returns it. */
    public Path writeGzippedArchive(Path file) {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(archiveBytes());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of an archive. */
    public byte[] archiveBytes() {
        ArchiveBytes archive = new ArchiveBytes();
        archive.begin(serverVersion, toolVersion, collections.size());
        for (DumpedCollection collection : collections) {
            String metadata = collection.hasMetadata ? collection.metadataJson() : "";
            archive.announce(collection.database, collection.name, metadata, collection.type);
        }
        if (!oplog.isEmpty()) {
            archive.announce("", "oplog", "", "");
        }
        archive.terminator();
        writeBlocks(archive);
        if (!oplog.isEmpty()) {
            archive.segment("", "oplog", oplog);
            archive.endMark("", "oplog", oplog);
        }
        return archive.toByteArray();
    }

    private void writeBlocks(ArchiveBytes archive) {
        List<DumpedCollection> open = new ArrayList<>(collections);
        for (int round = 0; !open.isEmpty(); round++) {
            for (DumpedCollection collection : List.copyOf(open)) {
                long from = (long) round * documentsPerSegment;
                int size = collection.documents.size();
                int to = (int) Math.min(size, from + documentsPerSegment);
                List<byte[]> segment = from >= size ? List.of() : collection.documents.subList((int) from, to);
                archive.segment(collection.database, collection.dataName(), segment);
                if (to == size) {
                    archive.endMark(collection.database, collection.dataName(), collection.documents);
                    open.remove(collection);
                }
            }
        }
    }

    static byte[] encode(BsonDocument document) {
        var buffer = new RawBsonDocument(document, new BsonDocumentCodec()).getByteBuffer();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    static BsonDocument namespaceHeader(String database, String collection, boolean isEnd, long checksum) {
        return new BsonDocument("db", new BsonString(database))
                .append("collection", new BsonString(collection))
                .append("EOF", BsonBoolean.valueOf(isEnd))
                .append("CRC", new BsonInt64(checksum));
    }
}
