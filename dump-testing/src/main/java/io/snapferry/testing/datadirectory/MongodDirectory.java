package io.snapferry.testing.datadirectory;

import io.snapferry.wiredtiger.testing.Compression;
import io.snapferry.wiredtiger.testing.DataDirectoryBuilder;
import io.snapferry.wiredtiger.testing.Entry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/**
 * A data directory of mongod 7.0.12: {@code MongodDirectory.standalone().collection("shop.orders", 3).write(folder)}. Without
 * a journal, unless it is said to be missing. Not thread-safe.
 */
public final class MongodDirectory {
    private static final String VERSION = "7.0.12";

    private final boolean isReplicaSetMember;
    private final TreeMap<String, List<byte[]>> collections = new TreeMap<>();
    private final TreeMap<String, Long> wrongCounts = new TreeMap<>();
    private final List<String> orphans = new ArrayList<>();
    private long stableSeconds = 1_700_000_000L;
    private boolean isJournalMissing;
    private int leafBytes = 1 << 10;

    private MongodDirectory(boolean isReplicaSetMember) {
        this.isReplicaSetMember = isReplicaSetMember;
        collections.put("local.startup_log", List.of(bson("{\"buildinfo\": {\"version\": \"" + VERSION + "\"}}")));
    }

    /** Of one server alone: all its tables are in the journal. */
    public static MongodDirectory standalone() {
        return new MongodDirectory(false);
    }

    /** Of a member of a replica set: only the database {@code local} is in the journal. */
    public static MongodDirectory replicaSetMember() {
        return new MongodDirectory(true);
    }

    /** Adds a collection with so many documents {@code {"_id": 0, "name": "document 0"}}. */
    public MongodDirectory collection(String namespace, int documents) {
        collections.put(
                namespace,
                IntStream.range(0, documents)
                        .mapToObj(i -> bson("{\"_id\": " + i + ", \"name\": \"document " + i + "\"}"))
                        .toList());
        return this;
    }

    /** Lets the server's count of a collection be wrong, as it is after a crash. */
    public MongodDirectory count(String namespace, long documents) {
        wrongCounts.put(namespace, documents);
        return this;
    }

    /** Adds a table that no catalog entry names. */
    public MongodDirectory orphan(String ident) {
        orphans.add(ident);
        return this;
    }

    /** Sets the stable timestamp of a member, seconds since 1970. */
    public MongodDirectory stableSeconds(long seconds) {
        stableSeconds = seconds;
        return this;
    }

    /** Sets how large the leaves of collections are before they are compressed: 1 KB when nothing is said, 32 KB in real ones. */
    public MongodDirectory leafBytes(int bytes) {
        leafBytes = bytes;
        return this;
    }

    /** Lets the newest checkpoint need a journal that is not there. */
    public MongodDirectory journalMissing() {
        isJournalMissing = true;
        return this;
    }

    /** The documents of a collection one behind the other, as mongodump writes them. */
    public byte[] documentBytes(String namespace) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        collections.getOrDefault(namespace, List.of()).forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }

    /** Writes the directory and returns it. */
    public Path write(Path folder) {
        if (isReplicaSetMember) {
            collections.put("local.oplog.rs", List.of(bson("{\"op\": \"n\", \"ns\": \"\"}")));
        }
        DataDirectoryBuilder directory = DataDirectoryBuilder.directory();
        if (isReplicaSetMember) {
            directory.stableTimestamp(stableSeconds << Integer.SIZE);
        }
        if (isJournalMissing) {
            directory.checkpointLsn("(5,128)");
        }
        List<Entry> catalog = new ArrayList<>();
        List<Entry> sizes = new ArrayList<>();
        int number = 0;
        for (String namespace : collections.keySet()) {
            String ident = "collection-" + number + "-1";
            catalog.add(Entry.of(number + 1, bson(catalogEntry(namespace, ident, number))));
            sizes.add(size(namespace, ident));
            addCollection(directory, namespace, ident);
            number++;
        }
        orphans.forEach(ident -> directory.table(ident, table -> table.records(1, id -> bson("{\"_id\": 1}"))));
        directory.table("_mdb_catalog", table -> table.records(catalog).logged(!isReplicaSetMember));
        directory.table(
                "sizeStorer", table -> table.keyFormat("u").records(sizes).logged(!isReplicaSetMember));
        return directory.write(folder);
    }

    private void addCollection(DataDirectoryBuilder directory, String namespace, String ident) {
        List<byte[]> documents = collections.getOrDefault(namespace, List.of());
        boolean isLogged = !isReplicaSetMember || namespace.startsWith("local.");
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            boolean isOplog = namespace.equals("local.oplog.rs");
            entries.add(Entry.of(isOplog ? (stableSeconds + 1) << Integer.SIZE : i + 1, documents.get(i)));
        }
        directory.table(
                ident,
                table -> table.compressor(Compression.SNAPPY)
                        .pageBytes(leafBytes, leafBytes / 4)
                        .logged(isLogged)
                        .records(entries));
    }

    private static String catalogEntry(String namespace, String ident, int number) {
        return """
                {"md": {"ns": "%1$s", "options": {"uuid": {"$uuid": "00112233-4455-6677-8899-aabbccddeeff"}},
                  "indexes": [{"spec": {"v": 2, "key": {"_id": 1}, "name": "_id_"}, "ready": true}]},
                 "idxIdent": {"_id_": "index-%2$d-1"}, "ns": "%1$s", "ident": "%3$s"}
                """.formatted(namespace, number, ident);
    }

    private Entry size(String namespace, String ident) {
        long documents = collections.getOrDefault(namespace, List.of()).size();
        return Entry.of(
                ("table:" + ident).getBytes(StandardCharsets.UTF_8),
                bson("{\"numRecords\": {\"$numberLong\": \"%d\"}, \"dataSize\": {\"$numberLong\": \"%d\"}}"
                        .formatted(wrongCounts.getOrDefault(namespace, documents), documentBytes(namespace).length)));
    }

    /** A document, from Extended JSON. */
    public static byte[] bson(String json) {
        try (BasicOutputBuffer buffer = new BasicOutputBuffer();
                BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
            new BsonDocumentCodec()
                    .encode(
                            writer,
                            BsonDocument.parse(json),
                            EncoderContext.builder().build());
            return buffer.toByteArray();
        }
    }
}
