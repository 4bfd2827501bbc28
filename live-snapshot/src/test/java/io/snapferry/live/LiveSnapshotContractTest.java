package io.snapferry.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import io.snapferry.bson.DocumentValidator;
import io.snapferry.live.ReadMode.Unpinned;
import io.snapferry.source.Namespace;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must hold of a snapshot of any server that can be had; none of them has snapshot reads. */
abstract class LiveSnapshotContractTest {
    private static final int MANY = 3_000;

    @TempDir
    private Path store;

    private MongoClient client;

    /** Of a server that is up and empty. */
    abstract ConnectionString server();

    /** A document with all types that the server stores without changing them. */
    BsonDocument everyType() {
        return EveryType.common();
    }

    @BeforeEach
    void connect() {
        client = MongoClients.create(server());
        for (String database : client.listDatabaseNames().into(new ArrayList<>())) {
            if (!Catalog.DATABASES_LEFT_OUT.contains(database)) {
                client.getDatabase(database).drop();
            }
        }
    }

    @AfterEach
    void disconnect() {
        Thread.interrupted(); // a late interrupt belongs to its test
        client.close();
    }

    private MongoCollection<BsonDocument> collection(String database, String name) {
        return client.getDatabase(database).getCollection(name, BsonDocument.class);
    }

    private void insertMany(String database, String name) {
        collection(database, name)
                .insertMany(IntStream.range(0, MANY)
                        .mapToObj(number -> new BsonDocument("_id", new BsonInt32(number))
                                .append("text", new BsonString("unchanged")))
                        .toList());
    }

    private TakenSnapshot take(Progress progress) throws IOException, InterruptedException {
        LiveSnapshotSettings settings =
                new LiveSnapshotSettings(3, Duration.ofSeconds(5), Duration.ofSeconds(20), 1_000_000);
        return new LiveSnapshot(new SnapshotStore(store), settings, Clock.systemUTC())
                .take(server(), "first", progress);
    }

    private TakenSnapshot take() throws IOException, InterruptedException {
        return take(Progress.NONE);
    }

    @Test
    void keepsDocumentsByteForByte() throws Exception {
        collection("shop", "types").insertOne(everyType());

        assertThat(PublishedDump.documents(take(), "shop/types.bson").stream().map(PublishedDump::bytes))
                .containsExactly(PublishedDump.bytes(EveryType.raw(everyType())));
    }

    @Test
    void takesAllCollectionsOfAllDatabases() throws Exception {
        insertMany("shop", "orders");
        insertMany("shop", "old.orders");
        insertMany("hr", "people");

        TakenSnapshot taken = take();

        assertThat(taken.documents()).isEqualTo(3L * MANY);
        assertThat(PublishedDump.record(taken).getArray("collections"))
                .extracting(entry -> entry.asDocument().getString("namespace").getValue())
                .containsExactly("hr.people", "shop.old.orders", "shop.orders");
        assertThat(PublishedDump.documents(taken, "shop/orders.bson"))
                .extracting(document -> document.getInt32("_id").getValue())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, MANY).boxed().toList());
    }

    @Test
    void namesTheWeakerMode() throws Exception {
        insertMany("shop", "orders");

        TakenSnapshot taken = take();

        assertThat(taken.mode()).isInstanceOf(Unpinned.class);
        assertThat(PublishedDump.record(taken).getString("reason").getValue())
                .isEqualTo(((Unpinned) taken.mode()).reason());
    }

    @Test
    void writesIndexesInTheServersOrder() throws Exception {
        collection("shop", "orders").insertOne(new BsonDocument("_id", new BsonInt32(1)));
        collection("shop", "orders").createIndex(Indexes.descending("when"), new IndexOptions().name("z"));
        collection("shop", "orders")
                .createIndex(
                        Indexes.ascending("who"), new IndexOptions().name("a").unique(true));

        List<String> names = PublishedDump.metadata(take(), "shop/orders.metadata.json").getArray("indexes").stream()
                .map(index -> index.asDocument().getString("name").getValue())
                .toList();

        assertThat(names)
                .containsExactlyElementsOf(collection("shop", "orders")
                        .listIndexes(BsonDocument.class)
                        .map(index -> index.getString("name").getValue())
                        .into(new ArrayList<>()));
        assertThat(names).contains("z", "a");
    }

    @Test
    void aWriterMeanwhileDoesNotHarmTheDumpOrWhatItLeavesAlone() throws Exception {
        insertMany("shop", "orders");
        insertMany("shop", "items");
        AtomicBoolean isOver = new AtomicBoolean();
        AtomicLong writes = new AtomicLong();
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<?> writer = threads.submit(() -> {
                while (!isOver.get()) {
                    write(Math.toIntExact(writes.incrementAndGet()));
                }
            });
            TakenSnapshot taken = take(new AtLeastThatManyWrites(writes, 20));
            isOver.set(true);
            writer.get();

            List<RawBsonDocument> orders = PublishedDump.documents(taken, "shop/orders.bson");
            for (RawBsonDocument document : orders) {
                byte[] bytes = PublishedDump.bytes(document);
                DocumentValidator.validate(bytes, 0, bytes.length);
            }
            List<BsonValue> leftAlone = orders.stream()
                    .filter(document -> document.getInt32("_id").getValue() % 3 == 0
                            && document.getInt32("_id").getValue() < MANY)
                    .map(document -> document.get("_id"))
                    .toList();
            assertThat(leftAlone).hasSize(MANY / 3).doesNotHaveDuplicates();
        } finally {
            isOver.set(true);
            threads.shutdownNow();
        }
    }

    /** Changes or deletes documents whose number is not divisible by three, and inserts new ones. */
    private void write(int count) {
        int number = count % MANY;
        collection("shop", "orders")
                .insertOne(new BsonDocument("_id", new BsonInt32(MANY + count))
                        .append("text", new BsonString("new".repeat(count % 50))));
        if (number % 3 == 1) {
            collection("shop", "orders")
                    .replaceOne(
                            Filters.eq("_id", number),
                            new BsonDocument("_id", new BsonInt32(number))
                                    .append("text", new BsonString("longer than before ".repeat(20))),
                            new ReplaceOptions().upsert(false));
        } else if (number % 3 == 2) {
            collection("shop", "orders").deleteOne(Filters.eq("_id", number));
        }
    }

    /** Holds the snapshot up until the writer was at work during it. */
    private record AtLeastThatManyWrites(AtomicLong writes, long expected) implements Progress {
        @Override
        public void planned(ReadMode mode, int collections) {
            await(writes.get() + expected);
        }

        @Override
        public void read(Namespace namespace, long documents, long bytes) {
            await(writes.get() + expected);
        }

        @Override
        public void finished(Namespace namespace) {}

        private void await(long number) {
            while (writes.get() < number) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aCancelledSnapshotLeavesNothingBehind() throws Exception {
        insertMany("shop", "orders");
        insertMany("shop", "items");
        Thread caller = Thread.currentThread();
        AtomicBoolean isCancelled = new AtomicBoolean();

        assertThatThrownBy(() -> take(new Progress() {
                    @Override
                    public void planned(ReadMode mode, int collections) {}

                    @Override
                    public void read(Namespace namespace, long documents, long bytes) {
                        if (isCancelled.compareAndSet(false, true)) {
                            caller.interrupt();
                        }
                    }

                    @Override
                    public void finished(Namespace namespace) {}
                }))
                .isInstanceOf(InterruptedException.class);

        PublishedDump.assertNothingIsLeft(store);
    }

    @Test
    void refusesANameThatIsTakenAndLeavesTheOldSnapshotAlone() throws Exception {
        insertMany("shop", "orders");
        TakenSnapshot first = take();
        insertMany("hr", "people");

        assertThatThrownBy(this::take).isInstanceOf(FileAlreadyExistsException.class);

        assertThat(PublishedDump.record(first).getArray("collections")).hasSize(1);
    }
}
