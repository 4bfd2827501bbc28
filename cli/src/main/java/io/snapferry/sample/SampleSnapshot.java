package io.snapferry.sample;

import io.snapferry.source.CollectionKind;
import io.snapferry.source.dump.DumpFolderWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/** Writes the sample as mongodump folders. Thread-safe. */
public final class SampleSnapshot {
    /** When the sample says that it was taken. */
    public static final Instant CREATED_AT = Instant.parse("2024-02-29T12:34:56.789Z");

    private static final int CAPPED_SIZE_BYTES = 1 << 20;

    private SampleSnapshot() {}

    /** The whole sample, for one replica set. */
    public static void writeReplicaSet(Path folder) throws IOException {
        write(folder, collections());
    }

    /**
     * The sample divided over shards. Views and a collection that is not sharded stand on the first.
     *
     * @param folders one per shard, at least one
     */
    public static void writeShards(List<Path> folders) throws IOException {
        for (int shard = 0; shard < folders.size(); shard++) {
            boolean isFirst = shard == 0;
            int number = shard;
            write(
                    folders.get(shard),
                    collections().stream()
                            .filter(collection -> isFirst || isSharded(collection))
                            .map(collection ->
                                    isSharded(collection) ? collection.onShard(number, folders.size()) : collection)
                            .toList());
        }
    }

    private static boolean isSharded(SampleCollection collection) {
        return collection.kind() == CollectionKind.COLLECTION
                && !collection.options().containsKey("capped");
    }

    private static void write(Path folder, List<SampleCollection> collections) throws IOException {
        try (DumpFolderWriter target = new DumpFolderWriter(folder)) {
            for (SampleCollection collection : collections) {
                collection.writeTo(target);
            }
        }
    }

    private static List<SampleCollection> collections() {
        ShopData shop = new ShopData();
        return List.of(
                SampleCollection.of("shop", "customers", shop.customers())
                        .withIndex("city_1", new BsonDocument("address.city", new BsonInt32(1))),
                SampleCollection.of("shop", "products", shop.products()),
                SampleCollection.of("shop", "orders", shop.orders())
                        .withIndex(
                                "customer_1_placedAt_-1",
                                new BsonDocument("customer", new BsonInt32(1)).append("placedAt", new BsonInt32(-1))),
                SampleCollection.of("shop", "events", shop.events())
                        .withOptions(new BsonDocument("capped", BsonBoolean.TRUE)
                                .append("size", new BsonInt32(CAPPED_SIZE_BYTES))),
                SampleCollection.of("shop", "returns", List.of()),
                SampleCollection.view(
                        "shop",
                        "openOrders",
                        "orders",
                        new BsonDocument("$match", new BsonDocument("status", new BsonString("open")))),
                SampleCollection.of("types", "every_type", EveryType.documents()),
                SampleCollection.of(
                        "types", "Grüße/☕ 100%", EveryType.documents().subList(0, 3)));
    }
}
