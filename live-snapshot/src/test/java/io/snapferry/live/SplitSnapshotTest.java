package io.snapferry.live;

import static io.snapferry.live.EveryType.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.snapferry.live.LiveSnapshotException.Reason;
import io.snapferry.live.ReadMode.PinnedClusterTime;
import io.snapferry.testing.deployment.IdOrder;
import io.snapferry.testing.deployment.ScriptedMember;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large collections of a replica set, which are read in ranges. */
class SplitSnapshotTest {
    private static final int OF_EACH_TYPE = 40;
    private static final RawBsonDocument[] MIXED = mixed();

    @TempDir
    private Path store;

    private ScriptedMember member;

    private static RawBsonDocument[] mixed() {
        List<RawBsonDocument> documents = new ArrayList<>(Stream.of("{_id: null}", "{_id: true}", "{_id: false}")
                .map(EveryType::raw)
                .toList());
        for (int number = 0; number < OF_EACH_TYPE; number++) {
            documents.add(raw("{_id: %d, n: 'int'}".formatted(number)));
            documents.add(raw("{_id: '%d', n: 'string'}".formatted(number)));
            documents.add(raw("{_id: {a: %d}, n: 'document'}".formatted(number)));
            documents.add(raw("{_id: {$date: {$numberLong: '%d'}}, n: 'date'}".formatted(number)));
        }
        Collections.shuffle(documents, new Random(1));
        return documents.toArray(RawBsonDocument[]::new);
    }

    @BeforeEach
    void start() throws IOException {
        member = new ScriptedMember();
    }

    @AfterEach
    void stop() throws IOException {
        member.close();
    }

    private TakenSnapshot take() throws IOException, InterruptedException {
        LiveSnapshotSettings settings = new LiveSnapshotSettings(3, Duration.ofSeconds(5), Duration.ofSeconds(20), 30);
        return new LiveSnapshot(new SnapshotStore(store), settings, Clock.systemUTC())
                .take(member.connectionString(), "first", Progress.NONE);
    }

    /** Without the probe. */
    private List<BsonDocument> reads() {
        return member.commands("find").stream()
                .filter(find -> !find.containsKey("limit"))
                .toList();
    }

    @Test
    void theFileHasAllDocumentsOnceInTheOrderOfTheIndex() throws Exception {
        member.collection("shop", "orders", MIXED);

        List<RawBsonDocument> written = PublishedDump.documents(take(), "shop/orders.bson");

        assertThat(written.stream().map(PublishedDump::bytes))
                .containsExactlyElementsOf(Stream.of(MIXED)
                        .sorted(IdOrder.INSTANCE)
                        .map(PublishedDump::bytes)
                        .toList());
    }

    @Test
    void eachRangeBeginsWhereTheOneBeforeEndsAndAllAreReadAtTheSameTime() throws Exception {
        member.collection("shop", "orders", MIXED);

        PinnedClusterTime pinned = (PinnedClusterTime) take().mode();

        assertThat(reads()).hasSizeGreaterThan(3).allSatisfy(find -> {
            assertThat(find.getDocument("hint")).isEqualTo(new BsonDocument("_id", new BsonInt32(1)));
            assertThat(find.getDocument("filter", new BsonDocument())).isEmpty();
            assertThat(find.getDocument("readConcern").get("atClusterTime")).isEqualTo(pinned.clusterTime());
        });
        assertThat(bounds("min")).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(bounds("max"));
        assertThat(bounds("min")).hasSize(reads().size() - 1);
        assertThat(member.commands("aggregate"))
                .hasSize(2)
                .allSatisfy(aggregate -> assertThat(
                                aggregate.getDocument("readConcern").get("atClusterTime"))
                        .isEqualTo(pinned.clusterTime()));
    }

    private List<BsonValue> bounds(String side) {
        return reads().stream()
                .filter(find -> find.containsKey(side))
                .flatMap(find -> find.getDocument(side).values().stream())
                .toList();
    }

    @Test
    void failsWhenTheRangesHaveOtherDocumentsThanTheCollection() throws Exception {
        member.collection("shop", "orders", MIXED)
                .answering(command -> command.getFirstKey().equals("aggregate")
                                && command.getArray("pipeline")
                                        .get(0)
                                        .asDocument()
                                        .containsKey("$group")
                        ? Optional.of(BsonDocument.parse(
                                "{cursor: {id: {$numberLong: '0'}, ns: 'shop.orders', firstBatch: [{n: %d}]}}"
                                        .formatted(MIXED.length + 1)))
                        : Optional.empty());

        LiveSnapshotException failure = catchThrowableOfType(LiveSnapshotException.class, this::take);

        assertThat(failure.reason()).isEqualTo(Reason.NOT_VERIFIED);
        PublishedDump.assertNothingIsLeft(store);
    }

    @Test
    void aCollectionOfWhichNoSampleCanBeDrawnIsReadAsAWhole() throws Exception {
        member.collection("shop", "orders", MIXED)
                .answering(command -> command.getFirstKey().equals("aggregate")
                        ? ScriptedMember.error(
                                28799, "Location28799", "$sample stage could not find a non-duplicate document")
                        : Optional.empty());

        TakenSnapshot taken = take();

        assertThat(taken.documents()).isEqualTo(MIXED.length);
        assertThat(reads()).hasSize(1).allSatisfy(find -> assertThat(find).doesNotContainKeys("hint", "min", "max"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{capped: true, size: 4096}",
                "{collation: {locale: 'de'}}",
                "{clusteredIndex: {key: {_id: 1}, unique: true}}",
                "{autoIndexId: false}"
            })
    void aCollectionWithoutAPlainIdIndexIsReadAsAWhole(String options) throws Exception {
        member.collection("shop", "orders", BsonDocument.parse(options), MIXED);

        take();

        assertThat(reads()).hasSize(1).allSatisfy(find -> assertThat(find).doesNotContainKey("hint"));
        assertThat(member.commands("aggregate")).isEmpty();
    }
}
