package io.snapferry.live;

import static io.snapferry.live.EveryType.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.ConnectionString;
import io.snapferry.live.LiveSnapshotException.Reason;
import io.snapferry.live.ReadMode.PinnedClusterTime;
import io.snapferry.live.ReadMode.Unpinned;
import io.snapferry.source.Namespace;
import io.snapferry.testing.deployment.ScriptedMember;
import io.snapferry.testing.deployment.ScriptedMember.HangUp;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Snapshots of a replica set, as seen from a scripted member: what is asked of it, and what its answers lead to. */
class PinnedSnapshotTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final RawBsonDocument[] FIVE = {
        raw("{_id: 1}"), raw("{_id: 2}"), raw("{_id: 'three'}"), raw("{_id: {four: 4}}"), raw("{_id: null}")
    };

    @TempDir
    private Path store;

    private ScriptedMember member;

    @BeforeEach
    void start() throws IOException {
        member = new ScriptedMember();
    }

    @AfterEach
    void stop() throws IOException {
        Thread.interrupted(); // a late interrupt belongs to its test
        member.close();
    }

    private TakenSnapshot take() throws IOException, InterruptedException {
        return take(member.connectionString());
    }

    private TakenSnapshot take(ConnectionString connectionString) throws IOException, InterruptedException {
        LiveSnapshotSettings settings =
                new LiveSnapshotSettings(3, Duration.ofSeconds(5), Duration.ofSeconds(20), 1_000_000);
        return new LiveSnapshot(new SnapshotStore(store), settings, Clock.fixed(NOW, ZoneOffset.UTC))
                .take(connectionString, "first", Progress.NONE);
    }

    private LiveSnapshotException failure() {
        return failure(member.connectionString());
    }

    private LiveSnapshotException failure(ConnectionString connectionString) {
        return catchThrowableOfType(LiveSnapshotException.class, () -> take(connectionString));
    }

    private static boolean is(BsonDocument command, String name, String collection) {
        return command.getFirstKey().equals(name) && collection(command).equals(collection);
    }

    private static String collection(BsonDocument command) {
        return command.getString(command.getFirstKey().equals("getMore") ? "collection" : command.getFirstKey())
                .getValue();
    }

    @Test
    void readsAllCollectionsAtTheSameClusterTime() throws Exception {
        member.collection("shop", "orders", FIVE)
                .collection("shop", "items", FIVE)
                .collection("hr", "people", FIVE);

        TakenSnapshot taken = take();

        PinnedClusterTime pinned = (PinnedClusterTime) taken.mode();
        assertThat(member.commands("find"))
                .hasSize(4) // with the probe
                .allSatisfy(find -> assertThat(find.getDocument("readConcern"))
                        .isEqualTo(new BsonDocument("level", new BsonString("snapshot"))
                                .append("atClusterTime", pinned.clusterTime())));
        assertThat(taken.documents()).isEqualTo(15);
    }

    @Test
    void readsOnInTheSessionAndAtTheTimeOfTheCursor() throws Exception {
        member.collection("shop", "orders", FIVE).collection("shop", "items", FIVE);

        PinnedClusterTime pinned = (PinnedClusterTime) take().mode();

        assertThat(member.commands("getMore")).hasSize(4).allSatisfy(more -> {
            Set<BsonDocument> sessions = member.commands("find").stream()
                    .filter(find -> collection(find).equals(collection(more)))
                    .map(find -> find.getDocument("lsid"))
                    .collect(Collectors.toSet());
            assertThat(more.getDocument("lsid")).isIn(sessions);
            assertThat(more.getDocument("readConcern").get("atClusterTime")).isEqualTo(pinned.clusterTime());
        });
    }

    @Test
    void recordsWhatWasReadAndWhen() throws Exception {
        member.collection("shop", "orders", FIVE).collection("shop", "none");

        TakenSnapshot taken = take();

        assertThat(taken.createdAt()).isEqualTo(NOW);
        assertThat(taken.replicaSetName()).contains("rs0");
        assertThat(taken.serverVersion()).isEqualTo("7.0.99");
        assertThat(taken.collections()).isEqualTo(2);
        assertThat(taken.dump()).isEqualTo(store.resolve("first/dump"));
        BsonDocument written = PublishedDump.record(taken);
        assertThat(written.getString("readMode").getValue()).isEqualTo("pinnedClusterTime");
        assertThat(written.get("clusterTime")).isEqualTo(((PinnedClusterTime) taken.mode()).clusterTime());
        assertThat(written.getArray("collections")).hasSize(2);
        assertThat(written.getNumber("documents").longValue()).isEqualTo(5);
        assertThat(written.getNumber("bytes").longValue()).isEqualTo(taken.bytes());
    }

    @Test
    void keepsEveryTypeAndEveryIrregularityByteForByte() throws Exception {
        member.collection("shop", "types", EveryType.all(), EveryType.irregular(), raw("{}"));

        List<RawBsonDocument> written = PublishedDump.documents(take(), "shop/types.bson");

        assertThat(written.stream().map(PublishedDump::bytes))
                .containsExactly(
                        PublishedDump.bytes(EveryType.all()),
                        PublishedDump.bytes(EveryType.irregular()),
                        PublishedDump.bytes(raw("{}")));
    }

    @Test
    void writesOptionsAndIndexesAsTheServerGivesThem() throws Exception {
        BsonDocument options = BsonDocument.parse("{capped: true, size: 4096, max: {$numberLong: '3'}}");
        member.entry(
                "shop", ScriptedMember.entry("log", "collection", options).append("info", ScriptedMember.uuid("log")));

        BsonDocument metadata = PublishedDump.metadata(take(), "shop/log.metadata.json");

        assertThat(metadata.getDocument("options")).isEqualTo(options);
        assertThat(metadata.getArray("indexes").get(0))
                .isEqualTo(BsonDocument.parse("{v: 2, key: {_id: 1}, name: '_id_'}"));
        assertThat(metadata.getString("uuid").getValue()).hasSize(32);
    }

    @Test
    void writesViewsAsViewsWithoutReadingThem() throws Exception {
        member.collection("shop", "orders", FIVE)
                .entry(
                        "shop",
                        ScriptedMember.entry("late", "view", BsonDocument.parse("{viewOn: 'orders', pipeline: []}")))
                .collection("shop", "system.views", raw("{_id: 'shop.late'}"));

        TakenSnapshot taken = take();

        assertThat(PublishedDump.metadata(taken, "shop/late.metadata.json")
                        .getString("type")
                        .getValue())
                .isEqualTo("view");
        assertThat(member.commands("find"))
                .extracting(PinnedSnapshotTest::collection)
                .containsOnly("orders");
        assertThat(taken.collections()).isEqualTo(2);
    }

    @Test
    void readsATimeSeriesFromItsBuckets() throws Exception {
        BsonDocument options = BsonDocument.parse("{timeseries: {timeField: 't'}}");
        member.entry("iot", ScriptedMember.entry("heat", "timeseries", options))
                .collection("iot", "system.buckets.heat", FIVE);

        TakenSnapshot taken = take();

        assertThat(PublishedDump.documents(taken, "iot/system.buckets.heat.bson"))
                .hasSize(5);
        assertThat(PublishedDump.metadata(taken, "iot/heat.metadata.json").getDocument("options"))
                .isEqualTo(options);
        assertThat(taken.collections()).isEqualTo(1);
    }

    @Test
    void refusesATimeSeriesWithoutBuckets() {
        member.entry("iot", ScriptedMember.entry("heat", "timeseries", new BsonDocument()));

        assertThat(failure().reason()).isEqualTo(Reason.NOT_SUPPORTED);
    }

    @Test
    void leavesOutTheDatabasesOfTheServer() throws Exception {
        member.collection("shop", "orders", FIVE)
                .collection("admin", "system.users", FIVE)
                .collection("local", "oplog.rs", FIVE)
                .collection("config", "chunks", FIVE)
                .collection("shop", "system.profile", FIVE)
                .collection("shop", "system.js", FIVE);

        assertThat(PublishedDump.record(take()).getArray("collections"))
                .extracting(entry -> entry.asDocument().getString("namespace").getValue())
                .containsExactly("shop.orders", "shop.system.js");
    }

    @Test
    void pinsALaterTimeWhenACollectionAppearsMeanwhile() throws Exception {
        member.collection("shop", "orders", FIVE);
        AtomicInteger pings = new AtomicInteger();
        member.answering(command -> {
            if (command.getFirstKey().equals("ping") && pings.incrementAndGet() == 1) {
                member.collection("shop", "items", FIVE);
            }
            return Optional.empty();
        });

        TakenSnapshot taken = take();

        assertThat(pings).hasValue(2);
        assertThat(taken.collections()).isEqualTo(2);
    }

    @Test
    void givesUpWhenTheCatalogNeverRests() {
        member.collection("shop", "orders", FIVE);
        AtomicInteger pings = new AtomicInteger();
        member.answering(command -> {
            if (command.getFirstKey().equals("ping")) {
                member.collection("shop", "items" + pings.incrementAndGet(), FIVE);
            }
            return Optional.empty();
        });

        assertThat(failure().reason()).isEqualTo(Reason.CATALOG_CHANGED);
    }

    @Test
    void failsWithTheNamespaceWhenTheServerForgotThePinnedTime() throws Exception {
        member.collection("shop", "orders", FIVE)
                .answering(command -> command.getFirstKey().equals("getMore")
                        ? ScriptedMember.error(
                                239, "SnapshotTooOld", "Read timestamp is older than the oldest available")
                        : Optional.empty());

        LiveSnapshotException failure = failure();

        assertThat(failure.reason()).isEqualTo(Reason.SNAPSHOT_TOO_OLD);
        assertThat(failure.namespace()).contains(new Namespace("shop", "orders"));
        assertThat(failure).hasMessageContaining("minSnapshotHistoryWindowInSeconds");
        PublishedDump.assertNothingIsLeft(store);
    }

    @Test
    void failsWhenAnEmptyCollectionTurnsOutToBeDropped() throws Exception {
        member.collection("shop", "a", FIVE).collection("shop", "z", FIVE).answering(command -> {
            if (is(command, "find", "z")) {
                member.drop("shop", "z");
            }
            return Optional.empty();
        });

        LiveSnapshotException failure = failure();

        assertThat(failure.reason()).isEqualTo(Reason.CATALOG_CHANGED);
        assertThat(failure.namespace()).contains(new Namespace("shop", "z"));
        PublishedDump.assertNothingIsLeft(store);
    }

    @Test
    void failsWhenAnEmptyCollectionTurnsOutToBeAnotherOne() {
        member.collection("shop", "a", FIVE).collection("shop", "z").answering(command -> {
            if (is(command, "find", "z")) {
                member.drop("shop", "z");
                member.entry(
                        "shop",
                        ScriptedMember.entry("z", "collection", new BsonDocument())
                                .append("info", ScriptedMember.uuid("another")));
            }
            return Optional.empty();
        });

        assertThat(failure().reason()).isEqualTo(Reason.CATALOG_CHANGED);
    }

    @Test
    void namesTheWeakerModeWhenTheServerRefusesSnapshotReads() throws Exception {
        member.collection("shop", "orders", FIVE)
                .answering(command -> command.containsKey("readConcern")
                        ? ScriptedMember.error(72, "InvalidOptions", "readConcern level snapshot is not supported")
                        : Optional.empty());

        TakenSnapshot taken = take();

        assertThat(taken.mode())
                .isEqualTo(
                        new Unpinned("the server refuses snapshot reads: readConcern level snapshot is not supported"));
        assertThat(PublishedDump.record(taken).getString("readMode").getValue()).isEqualTo("unpinned");
        assertThat(taken.documents()).isEqualTo(5);
    }

    @Test
    void namesTheWeakerModeWhenTheServerIsTooOld() throws Exception {
        member.collection("shop", "orders", FIVE).sayingHelloWith(new BsonDocument("maxWireVersion", new BsonInt32(9)));

        assertThat(((Unpinned) take().mode()).reason()).contains("begin with 5.0");
    }

    @Test
    void namesTheWeakerModeWhenTheServerIsNoMember() throws Exception {
        member.collection("shop", "orders", FIVE)
                .sayingHelloWith(new BsonDocument("setName", BsonNull.VALUE).append("hosts", BsonNull.VALUE));

        TakenSnapshot taken = take(new ConnectionString("mongodb://" + member.address()));

        assertThat(((Unpinned) taken.mode()).reason()).contains("not a member of a replica set");
        assertThat(taken.replicaSetName()).isEmpty();
    }

    @Test
    void refusesAShardedCluster() throws Exception {
        member.collection("shop", "orders", FIVE)
                .sayingHelloWith(new BsonDocument("msg", new BsonString("isdbgrid"))
                        .append("setName", BsonNull.VALUE)
                        .append("hosts", BsonNull.VALUE));

        LiveSnapshotException failure = failure(new ConnectionString("mongodb://" + member.address()));

        assertThat(failure.reason()).isEqualTo(Reason.SHARDED_CLUSTER);
        PublishedDump.assertNothingIsLeft(store);
    }

    @Test
    void refusesADeploymentWithoutCollections() {
        assertThat(failure().reason()).isEqualTo(Reason.NOT_SUPPORTED);
    }

    @Test
    void failsWithTheNamespaceWhenTheConnectionIsLost() throws Exception {
        member.collection("shop", "orders", FIVE).answering(command -> {
            if (command.getFirstKey().equals("getMore")) {
                throw new HangUp();
            }
            return Optional.empty();
        });

        LiveSnapshotException failure = failure();

        assertThat(failure.reason()).isEqualTo(Reason.CONNECTION_LOST);
        assertThat(failure.namespace()).contains(new Namespace("shop", "orders"));
        PublishedDump.assertNothingIsLeft(store);
    }

    @Test
    void failsWithTheNamespaceWhenTheServerReportsAnError() throws Exception {
        member.collection("shop", "orders", FIVE)
                .answering(command -> is(command, "find", "orders")
                        ? ScriptedMember.error(8000, "AtlasError", "no luck")
                        : Optional.empty());

        LiveSnapshotException failure = failure();

        assertThat(failure.reason()).isEqualTo(Reason.SERVER_ERROR);
        assertThat(failure).hasMessageContainingAll("shop.orders", "no luck");
        PublishedDump.assertNothingIsLeft(store);
    }

    @Test
    void namesTheRoleWhenTheUserLacksARight() {
        member.collection("shop", "orders", FIVE)
                .answering(command -> command.getFirstKey().equals("listDatabases")
                        ? ScriptedMember.error(13, "Unauthorized", "not authorized on admin")
                        : Optional.empty());

        LiveSnapshotException failure = failure();

        assertThat(failure.reason()).isEqualTo(Reason.NOT_AUTHORIZED);
        assertThat(failure).hasMessageContaining("backup");
    }

    @Test
    void hidesThePasswordEvenWhenTheServerEchoesIt() {
        member.collection("shop", "orders", FIVE)
                .answering(command -> command.getFirstKey().equals("saslStart")
                        ? ScriptedMember.error(18, "AuthenticationFailed", "hunter2% is wrong")
                        : Optional.empty());

        LiveSnapshotException failure = failure(new ConnectionString(
                "mongodb://ann:hunter2%25@" + member.address() + "/?replicaSet=rs0&authMechanism=SCRAM-SHA-256"));

        assertThat(failure.reason()).isEqualTo(Reason.NOT_AUTHORIZED);
        StringWriter stack = new StringWriter();
        failure.printStackTrace(new PrintWriter(stack));
        assertThat(stack.toString()).doesNotContain("hunter2");
    }

    @Test
    void failsWhenNobodyAnswers() throws Exception {
        String address = member.address();
        member.close();
        LiveSnapshotSettings settings =
                new LiveSnapshotSettings(1, Duration.ofMillis(300), Duration.ofSeconds(1), 1_000_000);
        LiveSnapshot snapshot = new LiveSnapshot(new SnapshotStore(store), settings, Clock.systemUTC());

        assertThatThrownBy(() ->
                        snapshot.take(new ConnectionString("mongodb://ann:hunter2@" + address), "first", Progress.NONE))
                .isInstanceOfSatisfying(
                        LiveSnapshotException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Reason.NOT_REACHABLE))
                .hasMessageNotContaining("hunter2");
        PublishedDump.assertNothingIsLeft(store);
    }

    @Test
    void anInterruptLeavesNothingBehind() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        member.collection("shop", "orders", FIVE).answering(command -> {
            if (command.getFirstKey().equals("getMore") && reading.getCount() > 0) {
                reading.countDown();
                caller.interrupt();
            }
            return Optional.empty();
        });

        assertThatThrownBy(this::take).isInstanceOf(InterruptedException.class);

        assertThat(reading.getCount()).isZero();
        PublishedDump.assertNothingIsLeft(store);
    }

    @Test
    void anInterruptBeforeTheStartIsHeard() throws Exception {
        member.collection("shop", "orders", FIVE);
        Thread.currentThread().interrupt();

        assertThatThrownBy(this::take).isInstanceOf(InterruptedException.class);

        PublishedDump.assertNothingIsLeft(store);
    }

    @Test
    void keepsNamesThatNoFileCouldHave() throws Exception {
        List<String> names = List.of("..", "a/b", "\u00fcber stra\u00dfe", "100%", "x".repeat(200) + "/".repeat(30));
        names.forEach(name -> member.collection("shop", name, FIVE));

        assertThat(PublishedDump.record(take()).getArray("collections"))
                .extracting(entry -> entry.asDocument().getString("namespace").getValue())
                .containsExactlyInAnyOrderElementsOf(
                        names.stream().map(name -> "shop." + name).toList());
    }

    @Test
    void refusesADatabaseWhoseNameCannotBeAFolders() throws Exception {
        member.collection("a/b", "orders", FIVE);

        assertThat(failure().reason()).isEqualTo(Reason.NOT_SUPPORTED);
        PublishedDump.assertNothingIsLeft(store);
    }

    @Test
    void refusesACollectionThatIsListedTwice() {
        member.collection("shop", "orders", FIVE).collection("shop", "orders", FIVE);

        assertThat(failure().reason()).isEqualTo(Reason.SERVER_ERROR);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "find            | {}",
                "find            | {cursor: {}}",
                "find            | {cursor: {id: 'x', ns: 1, firstBatch: 3}}",
                "find            | {cursor: {id: {$numberLong: '0'}, ns: 'shop.orders', firstBatch: [3]}}",
                "getMore         | {}",
                "getMore         | {cursor: {id: {$numberLong: '0'}, ns: 'shop.orders', nextBatch: 'x'}}",
                "listDatabases   | {}",
                "listDatabases   | {databases: [{}]}",
                "listCollections | {}",
                "listCollections | {cursor: {id: {$numberLong: '0'}, ns: 'a.b', firstBatch: [{type: 'view'}]}}",
                "listCollections | {cursor: {id: {$numberLong: '0'}, ns: 'a.b', firstBatch: [{name: 7}]}}",
                "listIndexes     | {cursor: 'none'}",
                "ping            | {ok: 'yes'}",
                "buildInfo       | {version: 'x', ok: 0}",
            })
    void anAnswerThatIsNoneEndsTheSnapshotWithItsError(String name, String answer) throws Exception {
        member.collection("shop", "orders", FIVE)
                .answering(command -> command.getFirstKey().equals(name)
                        ? Optional.of(BsonDocument.parse(answer))
                        : Optional.empty());

        assertThat(failure().reason()).isEqualTo(Reason.SERVER_ERROR);
        PublishedDump.assertNothingIsLeft(store);
    }
}
