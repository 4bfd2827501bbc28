package io.snapferry.cli;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.testing.deployment.ScriptedMember;
import io.snapferry.testing.dump.DumpBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an import says to a server, and what it does when the server or the network refuses. */
class MongoImportCommandsTest {
    @TempDir
    private Path folder;

    private ScriptedMember member;

    MongoImportCommandsTest() throws IOException {
        member = new ScriptedMember();
    }

    @BeforeEach
    void takeEverything() {
        member.answering(command -> taken(command, 4));
    }

    @AfterEach
    void stop() throws IOException {
        member.close();
    }

    private static Optional<BsonDocument> taken(BsonDocument command, int documents) {
        return switch (command.getFirstKey()) {
            case "create", "createIndexes" -> Optional.of(new BsonDocument());
            case "insert", "update" -> Optional.of(new BsonDocument("n", new BsonInt32(documents)));
            case "aggregate" ->
                Optional.of(new BsonDocument(
                        "cursor",
                        BsonDocument.parse("{id: {$numberLong: '0'}, ns: 'shop.orders', firstBatch: [{_id: 1, n: %d}]}"
                                .formatted(documents))));
            default -> Optional.empty();
        };
    }

    private CommandRun importOf(DumpBuilder dump, String... more) {
        Path bucket = folder.resolve("bucket");
        CommandRun.done(ExportArguments.of(dump.writeFolder(folder.resolve("dump")), bucket));
        java.util.ArrayList<String> arguments = new java.util.ArrayList<>(List.of(
                "import", bucket.toString(), "--to", member.connectionString().toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments);
    }

    private static DumpBuilder orders() {
        return dump().collection("shop", "orders").documents(4);
    }

    private BsonDocument only(String command) {
        List<BsonDocument> commands = member.commands(command);
        assertThat(commands).as(command).hasSize(1);
        return commands.get(0);
    }

    @Test
    void optionsAndIndexesAreTheSnapshots() {
        CommandRun run = importOf(orders().options("""
                        {"validator": {"qty": {"$gt": 0}}, "validationLevel": "strict", "collation": {"locale": "de"},
                         "clusteredIndex": {"v": 2, "key": {"_id": 1}, "name": "by id", "unique": true},
                         "changeStreamPreAndPostImages": {"enabled": true}}
                        """).indexes("""
                        [{"v": 2, "key": {"_id": 1}, "name": "by id", "clustered": true},
                         {"v": 2, "key": {"at": 1}, "name": "at_1", "expireAfterSeconds": 60, "collation": {"locale": "de"}},
                         {"v": 1, "key": {"_fts": "text", "_ftsx": 1}, "name": "text", "weights": {"a": 1}, "textIndexVersion": 3},
                         {"v": 0, "key": {"a.b": -1}, "name": "old", "ns": "shop.orders", "background": true,
                          "unique": true, "partialFilterExpression": {"a": {"$exists": true}}}]
                        """));

        assertThat(run.status()).as(run.err()).isZero();
        BsonDocument create = only("create");
        assertThat(create.getString("create").getValue()).isEqualTo("orders");
        for (String option : List.of(
                "validator", "validationLevel", "collation", "clusteredIndex", "changeStreamPreAndPostImages")) {
            assertThat(create.keySet()).contains(option);
        }
        assertThat(only("createIndexes").getArray("indexes")).isEqualTo(BsonArray.parse("""
                        [{"key": {"at": 1}, "name": "at_1", "expireAfterSeconds": 60, "collation": {"locale": "de"}},
                         {"v": 1, "key": {"_fts": "text", "_ftsx": 1}, "name": "text", "weights": {"a": 1}, "textIndexVersion": 3,
                          "collation": {"locale": "simple"}},
                         {"key": {"a.b": -1}, "name": "old", "unique": true,
                          "partialFilterExpression": {"a": {"$exists": true}}, "collation": {"locale": "simple"}}]
                        """));
        assertThat(only("insert").getBoolean("bypassDocumentValidation").getValue())
                .isTrue();
    }

    @Test
    void aTimeSeriesIsMadeUnderItsNameAndFilledAsBuckets() {
        CommandRun run = importOf(dump().timeSeries("iot", "readings").documents(4));
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(only("create").keySet()).contains("timeseries");
        assertThat(only("create").getString("create").getValue()).isEqualTo("readings");
        assertThat(only("insert").getString("insert").getValue()).isEqualTo("system.buckets.readings");
    }

    @Test
    void anIndexThatIsRefusedIsNamedAndTheOthersAreBuilt() {
        member.answering(command -> command.getFirstKey().equals("createIndexes")
                        && command.getArray("indexes").stream()
                                .anyMatch(index -> nameOf(index).equals("bad"))
                ? ScriptedMember.error(67, "CannotCreateIndex", "no such plugin")
                : taken(command, 4));
        CommandRun run = importOf(orders().indexes("""
                        [{"v": 2, "key": {"_id": 1}, "name": "_id_"}, {"v": 2, "key": {"a": 1}, "name": "good"},
                         {"v": 2, "key": {"b": 1}, "name": "bad"}, {"v": 2, "key": {"c": 1}, "name": "better"}]
                        """));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("4 documents of 1 collections imported");
        assertThat(run.err())
                .isEqualToIgnoringNewLines(
                        "snapferry: shop.orders: the index bad is refused: CannotCreateIndex: no such plugin");
        assertThat(member.commands("createIndexes").stream()
                        .map(command -> command.getArray("indexes"))
                        .filter(indexes -> indexes.size() == 1)
                        .map(indexes -> nameOf(indexes.get(0))))
                .containsExactly("good", "bad", "better");
    }

    private static String nameOf(BsonValue index) {
        return index.asDocument().getString("name").getValue();
    }

    @Test
    void aBatchWhoseAnswerWasLostIsWrittenAgainByItsIds() {
        AtomicInteger hangUps = new AtomicInteger();
        member.answering(command -> {
            // The driver itself tries an insert a second time.
            if (command.getFirstKey().equals("insert") && hangUps.getAndIncrement() < 2) {
                throw new ScriptedMember.HangUp();
            }
            return taken(command, 4);
        });
        CommandRun run = importOf(orders());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(member.commands("insert")).hasSize(2);
        assertThat(member.commands("update")).hasSize(1);
    }

    @Test
    void aCappedCollectionIsWrittenInOrderAndNeverTwice() {
        AtomicInteger hangUps = new AtomicInteger();
        member.answering(command -> {
            if (command.getFirstKey().equals("insert") && hangUps.getAndIncrement() < 2) {
                throw new ScriptedMember.HangUp();
            }
            return taken(command, 4);
        });
        Path state = folder.resolve("state");
        DumpBuilder capped = orders().options("{\"capped\": true, \"size\": 4096}");
        CommandRun failed = importOf(capped, "--state", state.toString());
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.err()).hasLineCount(1).contains("shop.orders does not take documents");
        assertThat(member.commands("update")).isEmpty();

        member.entry("shop", ScriptedMember.entry("orders", "collection", new BsonDocument()));
        member.answering(command -> command.getFirstKey().equals("drop")
                ? Optional.of(new BsonDocument("ns", new BsonString("shop.orders")))
                : taken(command, 4));
        CommandRun resumed = CommandRun.of(
                "import",
                folder.resolve("bucket").toString(),
                "--to",
                member.connectionString().toString(),
                "--state",
                state.toString());
        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(member.commands("drop")).hasSize(1);
        assertThat(member.commands("create")).hasSize(2);
        assertThat(member.commands("update")).isEmpty();
    }

    @Test
    void countsThatDifferAreTold() {
        member.answering(command -> command.getFirstKey().equals("aggregate") ? taken(command, 3) : taken(command, 4));
        CommandRun run = importOf(orders());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("shop.orders: it has 3 documents, 4 were written");
    }

    @Test
    void aRefusedDocumentIsToldInTheServersWords() {
        member.answering(command -> command.getFirstKey().equals("insert")
                ? Optional.of(BsonDocument.parse(
                        "{n: 0, writeErrors: [{index: 0, code: 11000, errmsg: 'E11000 duplicate key error'}]}"))
                : taken(command, 4));
        CommandRun run = importOf(orders());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .isEqualToIgnoringNewLines(
                        "snapferry: shop.orders does not take documents: E11000 duplicate key error");
    }

    @Test
    void aDumpFolderTakesNeitherDropNorState() {
        CommandRun.done(ExportArguments.of(orders().writeFolder(folder.resolve("dump")), folder.resolve("bucket")));
        for (String option : List.of("--drop", "--state=x")) {
            CommandRun run = CommandRun.of(
                    "import", folder.resolve("bucket").toString(), "--to", "dump:" + folder.resolve("back"), option);
            assertThat(run.status()).as(option).isEqualTo(2);
            assertThat(run.err()).contains("--drop and --state are for servers");
        }
    }
}
