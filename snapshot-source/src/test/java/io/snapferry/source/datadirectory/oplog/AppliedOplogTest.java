package io.snapferry.source.datadirectory.oplog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.source.Namespace;
import io.snapferry.source.SourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AppliedOplogTest {
    private static final String ANOTHER = "{$binary: {base64: 'AAAAAAAAAAAAAAAAAAAAAg==', subType: '04'}}";
    private static final String SESSION = "lsid: {id: 1}, txnNumber: {$numberLong: '1'}, ";

    @TempDir
    Path directory;

    private final TestOplog oplog = new TestOplog();

    private List<String> documents(MemoryRecords base) throws IOException {
        try (AppliedOplog applied = oplog.apply(TestOplog.settings(1 << 20, directory))) {
            return TestOplog.documents(applied, applied.collections().get(0), base);
        }
    }

    private OplogSummary summary() throws IOException {
        try (AppliedOplog applied = oplog.apply(TestOplog.settings(1 << 20, directory))) {
            return applied.summary();
        }
    }

    private List<CollectionState> collections() throws IOException {
        try (AppliedOplog applied = oplog.apply(TestOplog.settings(1 << 20, directory))) {
            return applied.collections();
        }
    }

    private static String previous(long entry) {
        return "prevOpTime: {ts: {$timestamp: {t: " + (entry < 0 ? 0 : 100) + ", i: " + Math.max(0, entry)
                + "}}, t: {$numberLong: '-1'}}";
    }

    private static String insert(String document) {
        return "{op: 'i', ns: 'shop.orders', ui: " + TestOplog.UUID + ", o: " + document + "}";
    }

    @Test
    void keepsThePlaceOfUpdatedDocumentsAndPutsInsertedOnesAtTheEnd() throws IOException {
        oplog.insert("{_id: 9}");
        oplog.update("1", "{$v: 2, diff: {u: {a: 2}}}");
        oplog.insert("{_id: 4}");
        oplog.delete("2");
        assertThat(documents(MemoryRecords.numbered("{_id: 1, a: 1}", "{_id: 2}", "{_id: 3}")))
                .isEqualTo(TestOplog.json("{_id: 1, a: 2}", "{_id: 3}", "{_id: 9}", "{_id: 4}"));
    }

    @Test
    void putsADocumentThatWasRemovedAndInsertedAgainAtTheEnd() throws IOException {
        oplog.delete("1");
        oplog.insert("{_id: 1, again: true}");
        assertThat(documents(MemoryRecords.numbered("{_id: 1}", "{_id: 2}")))
                .isEqualTo(TestOplog.json("{_id: 2}", "{_id: 1, again: true}"));
    }

    @Test
    void replacesADocumentThatIsInsertedThoughItIsThere() throws IOException {
        oplog.insert("{_id: 1, a: 2}");
        assertThat(documents(MemoryRecords.numbered("{_id: 1, a: 1}", "{_id: 2}")))
                .isEqualTo(TestOplog.json("{_id: 1, a: 2}", "{_id: 2}"));
    }

    @Test
    void ignoresUpdatesAndDeletesOfWhatIsNotThere() throws IOException {
        oplog.update("7", "{$v: 1, $set: {a: 1}}");
        oplog.delete("8");
        assertThat(documents(MemoryRecords.numbered("{_id: 1}"))).isEqualTo(TestOplog.json("{_id: 1}"));
    }

    @Test
    void insertsWhatAnUpsertDoesNotFind() throws IOException {
        oplog.add("{op: 'u', b: true, ns: 'shop.orders', ui: " + TestOplog.UUID + ", o2: {_id: 7}, o: {_id: 7, a: 1}}");
        assertThat(documents(MemoryRecords.numbered("{_id: 1}")))
                .isEqualTo(TestOplog.json("{_id: 1}", "{_id: 7, a: 1}"));
    }

    @Test
    void findsADocumentByANumberOfAnotherType() throws IOException {
        oplog.update("{$numberLong: '1'}", "{$v: 1, $set: {a: 2}}");
        oplog.delete("{$numberDecimal: '2.0'}");
        assertThat(documents(MemoryRecords.numbered("{_id: 1, a: 1}", "{_id: 2}")))
                .isEqualTo(TestOplog.json("{_id: 1, a: 2}"));
    }

    @Test
    void appliesTheOperationsOfApplyOps() throws IOException {
        oplog.command("{applyOps: [" + insert("{_id: 1}") + ", {op: 'c', ns: 'shop.$cmd', o: {applyOps: ["
                + insert("{_id: 2}") + "]}}]}");
        assertThat(documents(MemoryRecords.numbered())).isEqualTo(TestOplog.json("{_id: 1}", "{_id: 2}"));
    }

    @Test
    void appliesATransactionOfSeveralEntriesWhenItsLastIsThere() throws IOException {
        long first = oplog.add("{op: 'c', ns: 'admin.$cmd', " + SESSION + previous(-1) + ", o: {applyOps: ["
                + insert("{_id: 1}") + "], partialTxn: true}}");
        oplog.insert("{_id: 2}");
        oplog.add("{op: 'c', ns: 'admin.$cmd', " + SESSION + previous(first) + ", o: {applyOps: [" + insert("{_id: 3}")
                + "], count: {$numberLong: '2'}}}");
        assertThat(documents(MemoryRecords.numbered())).isEqualTo(TestOplog.json("{_id: 2}", "{_id: 1}", "{_id: 3}"));
    }

    @Test
    void leavesOutATransactionWhoseLastEntryIsNotThere() throws IOException {
        oplog.add("{op: 'c', ns: 'admin.$cmd', " + SESSION + previous(-1) + ", o: {applyOps: [" + insert("{_id: 1}")
                + "], partialTxn: true}}");
        assertThat(documents(MemoryRecords.numbered())).isEmpty();
    }

    @Test
    void appliesAPreparedTransactionWhenItIsCommitted() throws IOException {
        long prepared = oplog.add("{op: 'c', ns: 'admin.$cmd', " + SESSION + previous(-1) + ", o: {applyOps: ["
                + insert("{_id: 1}") + "], prepare: true}}");
        oplog.insert("{_id: 2}");
        oplog.add("{op: 'c', ns: 'admin.$cmd', " + SESSION + previous(prepared) + ", o: {commitTransaction: 1}}");
        assertThat(documents(MemoryRecords.numbered())).isEqualTo(TestOplog.json("{_id: 2}", "{_id: 1}"));
        assertThat(summary().preparedTransactions()).isZero();
    }

    @Test
    void leavesOutATransactionThatIsPreparedOnlyAndSaysSo() throws IOException {
        oplog.add("{op: 'c', ns: 'admin.$cmd', " + SESSION + previous(-1) + ", o: {applyOps: [" + insert("{_id: 1}")
                + "], prepare: true}}");
        assertThat(documents(MemoryRecords.numbered())).isEmpty();
        assertThat(summary().toString())
                .isEqualTo("applied after 100:0 up to 100:1: 1 entries, 0 inserts, 0 updates, 0 deletes, 0 commands,"
                        + " 1 transactions prepared and not committed");
    }

    @Test
    void leavesOutATransactionThatIsAborted() throws IOException {
        long prepared = oplog.add("{op: 'c', ns: 'admin.$cmd', " + SESSION + previous(-1) + ", o: {applyOps: ["
                + insert("{_id: 1}") + "], prepare: true}}");
        oplog.add("{op: 'c', ns: 'admin.$cmd', " + SESSION + previous(prepared) + ", o: {abortTransaction: 1}}");
        assertThat(documents(MemoryRecords.numbered())).isEmpty();
        assertThat(summary().preparedTransactions()).isZero();
    }

    @Test
    void refusesATransactionWhoseFirstEntryIsGone() {
        oplog.add("{op: 'c', ns: 'admin.$cmd', " + SESSION
                + "prevOpTime: {ts: {$timestamp: {t: 99, i: 7}}, t: {$numberLong: '1'}}, o: {applyOps: []}}");
        assertThatThrownBy(this::summary)
                .isInstanceOf(SourceException.class)
                .hasMessageEndingWith("oplog entry 100:1 (\"c\" on admin.$cmd) cannot be applied:"
                        + " the entry 99:7 of its transaction is no longer in the oplog");
    }

    @Test
    void refusesATransactionWithFewerOperationsThanItSays() {
        oplog.add("{op: 'c', ns: 'admin.$cmd', " + SESSION + previous(-1) + ", o: {applyOps: [" + insert("{_id: 1}")
                + "], count: 2}}");
        assertThatThrownBy(this::summary).hasMessageEndingWith("a transaction of 2 operations has 1 in its entries");
    }

    @Test
    void appliesRetryableWritesThatHaveTheFormOfATransactionEachByItself() throws IOException {
        oplog.add("{op: 'c', ns: 'admin.$cmd', " + SESSION + "multiOpType: 1, "
                + "prevOpTime: {ts: {$timestamp: {t: 99, i: 7}}, t: {$numberLong: '1'}}, o: {applyOps: ["
                + insert("{_id: 1}") + "]}}");
        assertThat(documents(MemoryRecords.numbered())).isEqualTo(TestOplog.json("{_id: 1}"));
    }

    @Test
    void followsCollectionsThatAreMadeRenamedAndDropped() throws IOException {
        oplog.add("{op: 'c', ns: 'shop.$cmd', ui: " + ANOTHER
                + ", o: {create: 'new', validator: {a: 1}, idIndex: {v: 2, key: {_id: 1}, name: '_id_'}}}");
        oplog.add("{op: 'i', ns: 'shop.new', ui: " + ANOTHER + ", o: {_id: 1}}");
        oplog.command("{renameCollection: 'shop.orders', to: 'shop.old', stayTemp: false, dropTarget: false}");
        oplog.add("{op: 'c', ns: 'shop.$cmd', ui: " + ANOTHER
                + ", o: {renameCollection: 'shop.new', to: 'shop.old', dropTarget: " + TestOplog.UUID + "}}");
        oplog.add("{op: 'i', ns: 'shop.old', ui: " + ANOTHER + ", o: {_id: 2}}");
        try (AppliedOplog applied = oplog.apply(TestOplog.settings(1 << 20, directory))) {
            assertThat(applied.collections()).hasSize(1);
            CollectionState collection = applied.collections().get(0);
            assertThat(collection.namespace()).isEqualTo(new Namespace("shop", "old"));
            assertThat(new RawBsonDocument(collection.options().toByteArray()).toJson())
                    .isEqualTo("{\"validator\": {\"a\": 1}}");
            assertThat(TestOplog.documents(applied, collection, MemoryRecords.numbered()))
                    .isEqualTo(TestOplog.json("{_id: 1}", "{_id: 2}"));
        }
    }

    @Test
    void dropsADatabase() throws IOException {
        oplog.add("{op: 'c', ns: 'shop.$cmd', o: {dropDatabase: 1}}");
        assertThat(collections()).isEmpty();
    }

    @Test
    void followsIndexes() throws IOException {
        oplog.command("{createIndexes: 'orders', v: 2, key: {a: 1}, name: 'a_1'}");
        oplog.command("{startIndexBuild: 'orders', indexes: [{v: 2, key: {x: 1}, name: 'x_1'}]}");
        oplog.command(
                "{commitIndexBuild: 'orders', indexes: [{v: 2, key: {b: 1}, name: 'b_1', expireAfterSeconds: 5}]}");
        oplog.command("{dropIndexes: 'orders', index: 'a_1'}");
        oplog.command("{collMod: 'orders', index: {name: 'b_1', expireAfterSeconds: 9, hidden: true}}");
        assertThat(new RawBsonDocument(collections().get(0).indexes().toByteArray()).toJson())
                .isEqualTo("{\"0\": {\"v\": 2, \"key\": {\"_id\": 1}, \"name\": \"_id_\"},"
                        + " \"1\": {\"v\": 2, \"key\": {\"b\": 1}, \"name\": \"b_1\", \"expireAfterSeconds\": 9,"
                        + " \"hidden\": true}}");
    }

    @Test
    void followsOptionsThatAreChanged() throws IOException {
        oplog.command("{collMod: 'orders', validator: {a: 1}, validationLevel: 'moderate'}");
        assertThat(new RawBsonDocument(collections().get(0).options().toByteArray()).toJson())
                .isEqualTo("{\"validator\": {\"a\": 1}, \"validationLevel\": \"moderate\"}");
    }

    @Test
    void countsWhatIsOfCollectionsThatAreNotThere() throws IOException {
        oplog.add("{op: 'i', ns: 'shop.gone', ui: " + ANOTHER + ", o: {_id: 1}}");
        assertThat(summary().ofUnknownCollections()).isEqualTo(1);
    }

    @Test
    void refusesToReadACappedCollectionThatGrew() throws IOException {
        oplog.insert("{_id: 1}");
        try (AppliedOplog applied = oplog.apply(TestOplog.settings(1 << 20, directory), "{capped: true, size: 4096}")) {
            assertThatThrownBy(() ->
                            TestOplog.documents(applied, applied.collections().get(0), MemoryRecords.numbered()))
                    .isInstanceOf(SourceException.class)
                    .hasMessage("shop.orders in collection-1.wt: oplog entry 100:1 inserts into a capped collection,"
                            + " and what is removed for it is not known");
        }
    }

    @Test
    void insertsIntoAClusteredCollectionWhereTheIdBelongs() throws IOException {
        MemoryRecords base = new MemoryRecords("u");
        for (String id : List.of("000000000000000000000001", "000000000000000000000003")) {
            byte[] key = java.util.HexFormat.of().parseHex("64" + id);
            base.put(key, Bson.bytes("{_id: {$oid: '" + id + "'}}"));
        }
        oplog.insert("{_id: {$oid: '000000000000000000000002'}}");
        assertThat(documents(base))
                .isEqualTo(TestOplog.json(
                        "{_id: {$oid: '000000000000000000000001'}}",
                        "{_id: {$oid: '000000000000000000000002'}}",
                        "{_id: {$oid: '000000000000000000000003'}}"));
    }

    @Test
    void refusesAnInsertIntoAClusteredCollectionWithAnotherId() {
        oplog.insert("{_id: 'a'}");
        assertThatThrownBy(() -> documents(new MemoryRecords("u")))
                .isInstanceOf(SourceException.class)
                .hasMessageEndingWith(
                        "an insert into a clustered collection with an _id that is no object id is not supported");
    }

    @Test
    void refusesAnUpdateThatDoesNotFitItsDocument() {
        oplog.update("1", "{$v: 2, diff: {z: 1}}");
        assertThatThrownBy(() -> documents(MemoryRecords.numbered("{_id: 1}")))
                .isInstanceOf(SourceException.class)
                .hasMessage("shop.orders in collection-1.wt: oplog entry 100:1: unknown section \"z\" of a difference");
    }

    @Test
    void refusesTwoDocumentsWithOneId() {
        oplog.update("1", "{$v: 1, $set: {a: 1}}");
        assertThatThrownBy(() -> documents(MemoryRecords.numbered("{_id: 1}", "{_id: {$numberLong: '1'}}")))
                .hasMessageContaining("two documents with the same _id");
    }

    @Test
    void refusesAnOplogThatBeginsBehindTheStableTimestamp() {
        TestOplog later = new TestOplog();
        assertThatThrownBy(() -> AppliedOplog.read(
                        later.table(),
                        TestOplog.STABLE - 1,
                        OptionalLong.empty(),
                        List.of(),
                        TestOplog.settings(1, directory)))
                .isInstanceOf(SourceException.class)
                .hasMessageEndingWith("entries are missing: the oldest is 100:0, expected one not behind the stable"
                        + " timestamp 99:4294967295");
    }

    @Test
    void appliesNothingBehindTheEnd() throws IOException {
        oplog.insert("{_id: 1}");
        oplog.insert("{_id: 2}");
        try (AppliedOplog applied = AppliedOplog.read(
                oplog.table(),
                TestOplog.STABLE,
                OptionalLong.of(TestOplog.STABLE + 1),
                List.of(TestOplog.orders("{}")),
                TestOplog.settings(1 << 20, directory))) {
            assertThat(TestOplog.documents(applied, applied.collections().get(0), MemoryRecords.numbered()))
                    .isEqualTo(TestOplog.json("{_id: 1}"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{op: 'xi', ns: 'a.b', o: {}} | the operation \"xi\" is not supported",
                "{op: 'c', ns: 'a.$cmd', o: {convertToCapped: 'b'}} | the command \"convertToCapped\" is not supported",
                "{op: 'c', ns: 'a.$cmd', o: {}} | the command \"\" is not supported",
                "{op: 'c', ns: 'a.$cmd'} | an entry without \"o\"",
                "{op: 'c', ns: 'a.$cmd', o: {applyOps: 1}} | applyOps without an array of operations",
                "{op: 'c', ns: 'a.$cmd', o: {commitTransaction: 1}} | a commit without the time of what was prepared",
                "{op: 'i', ns: 'ab', o: {_id: 1}} | not a namespace (database.collection): \"ab\"",
                "{op: 'i', ns: 'shop.orders', o: {a: 1}} | an operation on a document without _id",
                "{op: 'i', ns: 'shop.orders', rid: 7, o: {_id: 1}} | collections with replicated record ids are not supported",
                "{op: 'u', ns: 'shop.orders', o: {a: 1}} | an update without \"o2\"",
                "{op: 'u', ns: 'shop.orders', o2: {_id: 1}, o: {$v: 5}} | an update of version 5, expected 1 or 2",
                "{op: 'c', ns: 'shop.$cmd', o: {create: 'orders'}} | a collection of this name, shop.orders, is there already",
                "{op: 'c', ns: 'shop.$cmd', o: {collMod: 'orders', x: 1}} | a collMod of \"x\" is not supported",
                "{v: 1, op: 'n', ns: '', o: {}} | an entry of version 1, expected 2",
            })
    void refusesAnEntryThatIsNotUnderstood(String entry, String reason) {
        oplog.add(entry);
        assertThatThrownBy(this::summary)
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith("collection-1.wt: oplog entry 100:1")
                .hasMessageEndingWith("cannot be applied: " + reason);
    }
}
