package io.snapferry.source.datadirectory.oplog;

import io.snapferry.bson.RawBson;
import io.snapferry.source.Namespace;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bson.BsonDocument;

/** An oplog that speaks in Extended JSON. Entry {@code n} has the timestamp {@code 100:n}; the stable timestamp is 100:0. */
final class TestOplog {
    static final long STABLE = 100L << 32;
    static final String UUID = "{$binary: {base64: 'AAAAAAAAAAAAAAAAAAAAAQ==', subType: '04'}}";
    static final String UUID_HEX = "00000000000000000000000000000001";
    static final Namespace ORDERS = new Namespace("shop", "orders");

    private final MemoryRecords records = new MemoryRecords("q");
    private long next;

    TestOplog() {
        add("{op: 'n', ns: '', o: {msg: 'stable'}}");
    }

    /** Without {@code ts} and {@code v}. */
    long add(String entry) {
        return add(BsonDocument.parse(entry));
    }

    long add(BsonDocument entry) {
        BsonDocument whole = BsonDocument.parse("{ts: {$timestamp: {t: 100, i: " + next + "}}, v: 2}");
        whole.putAll(entry);
        records.put(STABLE + next, Bson.bytes(whole));
        return next++;
    }

    long insert(String document) {
        return add("{op: 'i', ns: 'shop.orders', ui: " + UUID + ", o: " + document + "}");
    }

    long update(String id, String update) {
        return add("{op: 'u', ns: 'shop.orders', ui: " + UUID + ", o2: {_id: " + id + "}, o: " + update + "}");
    }

    long delete(String id) {
        return add("{op: 'd', ns: 'shop.orders', ui: " + UUID + ", o: {_id: " + id + "}}");
    }

    long command(String command) {
        return add("{op: 'c', ns: 'shop.$cmd', ui: " + UUID + ", o: " + command + "}");
    }

    MemoryRecords table() {
        return records;
    }

    static CollectionState orders(String options) {
        return new CollectionState(
                0,
                ORDERS,
                Bson.raw(options),
                RawBson.copyOf(Bson.bytes("{'0': {v: 2, key: {_id: 1}, name: '_id_'}}")),
                Optional.of(UUID_HEX));
    }

    static OplogSettings settings(int memoryBytes, Path directory) {
        return new OplogSettings(memoryBytes, 1 << 10, directory);
    }

    AppliedOplog apply(OplogSettings settings) throws IOException {
        return apply(settings, "{}");
    }

    AppliedOplog apply(OplogSettings settings, String options) throws IOException {
        return AppliedOplog.read(records, STABLE, OptionalLong.empty(), List.of(orders(options)), settings);
    }

    /** All documents of a collection as JSON, in their order. */
    static List<String> documents(AppliedOplog oplog, CollectionState collection, BaseRecords base) throws IOException {
        List<String> documents = new ArrayList<>();
        Optional<ResolvedCollection> changed = oplog.resolve(collection, base);
        try (RecordCursor cursor = changed.isPresent() ? changed.get().over(base.open()) : base.open()) {
            while (cursor.next()) {
                documents.add(Bson.document(cursor.value().toByteArray()).toJson());
            }
        }
        return documents;
    }

    static List<String> json(String... documents) {
        List<String> list = new ArrayList<>();
        for (String document : documents) {
            list.add(BsonDocument.parse(document).toJson());
        }
        return list;
    }
}
