package io.snapferry.cli;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.ReplaceOptions;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.snapferry.testing.dump.DumpBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a second run does after a first one failed. */
class MongoImportResumeTest {
    private final MongoServer server = new MongoServer(new MemoryBackend().version(ServerVersion.MONGO_5_0));
    private String url = "";

    @TempDir
    private Path folder;

    private Path bucket = Path.of("");
    private Path state = Path.of("");

    @BeforeEach
    void startServer() {
        url = server.bindAndGetConnectionString();
        bucket = folder.resolve("bucket");
        state = folder.resolve("import.state");
    }

    @AfterEach
    void stopServer() {
        server.shutdownNow();
    }

    private void export(DumpBuilder dump, String... options) {
        CommandRun.done(ExportArguments.of(dump.writeFolder(folder.resolve("dump")), bucket, options));
    }

    private Path object(String key) {
        return bucket.resolve(ExportArguments.PREFIX).resolve(key);
    }

    private CommandRun importWithState(String... more) {
        List<String> arguments = new ArrayList<>(List.of("import", bucket.toString(), "--to", url, "--threads=2"));
        arguments.addAll(List.of("--state", state.toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments);
    }

    private long count(String name) {
        try (MongoClient client = MongoClients.create(url)) {
            return client.getDatabase("shop").getCollection(name).countDocuments();
        }
    }

    private List<Document> ordersWithId(int id) {
        try (MongoClient client = MongoClients.create(url)) {
            return client.getDatabase("shop")
                    .getCollection("orders")
                    .find(new Document("_id", id))
                    .into(new ArrayList<>());
        }
    }

    private void touch(String name, Document document) {
        try (MongoClient client = MongoClients.create(url)) {
            var unused = client.getDatabase("shop")
                    .getCollection(name)
                    .replaceOne(new Document("_id", document.get("_id")), document, new ReplaceOptions().upsert(true));
        }
    }

    @Test
    void goesOnBehindTheLastFinishedObject() throws IOException {
        export(dump().collection("shop", "orders").documents(100), "--chunk-size=1KiB");
        Path damaged = object("shop/orders/cluster0-shard-0.9.json.gz");
        byte[] whole = Files.readAllBytes(damaged);
        Files.write(damaged, new byte[whole.length]);
        CommandRun failed = importWithState();
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.err()).hasLineCount(1).contains("shard-0.9.json.gz: it cannot be read");
        Document touched = new Document("_id", 0).append("name", "touched since");
        touch("orders", touched);

        Files.write(damaged, whole);
        CommandRun resumed = importWithState();

        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(resumed.out()).contains("100 documents of 1 collections imported");
        assertThat(count("orders")).isEqualTo(100);
        assertThat(ordersWithId(0)).as("of an object that was finished").containsExactly(touched);
        assertThat(ordersWithId(99)).hasSize(1);
        assertThat(importWithState().out())
                .as("once more, when all is done")
                .contains("100 documents of 1 collections imported");
    }

    @Test
    void anObjectThatWasWrittenInPartIsWrittenAgain() throws IOException {
        export(dump().collection("shop", "orders").documents(9_000));
        Path object = object("shop/orders/cluster0-shard-0.0.json.gz");
        byte[] whole = Files.readAllBytes(object);
        List<String> lines = new String(
                        new GZIPInputStream(new ByteArrayInputStream(whole)).readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(object))) {
            for (int i = 0; i < 8_500; i++) {
                gzip.write((lines.get(i) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            gzip.write("{\"_id\":\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(importWithState("--without-manifest").err()).contains("line 8501 is not Extended JSON");
        long inPart = count("orders");
        assertThat(inPart).isBetween(1_000L, 8_500L);

        Files.write(object, whole);
        CommandRun resumed = importWithState();

        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(count("orders")).isEqualTo(9_000);
    }

    @Test
    void withoutAStateTheCollectionIsInTheWay() {
        export(dump().collection("shop", "orders").documents(5));
        CommandRun.done("import", bucket.toString(), "--to", url);
        CommandRun again = CommandRun.of("import", bucket.toString(), "--to", url);
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.err()).hasLineCount(1).contains("shop.orders is there already");
        assertThat(importWithState().err())
                .as("a state that knows nothing of it")
                .contains("is there already");
    }

    @Test
    void nothingIsTouchedWhenOneOfManyIsInTheWay() {
        export(dump().collection("shop", "a")
                .documents(5)
                .collection("shop", "z")
                .documents(5));
        touch("z", new Document("_id", "mine"));
        assertThat(CommandRun.of("import", bucket.toString(), "--to", url).status())
                .isEqualTo(1);
        assertThat(count("a")).isZero();
        assertThat(count("z")).isEqualTo(1);
    }

    @Test
    void dropReplacesWhatIsInTheWayAndNothingElse() {
        export(dump().collection("shop", "orders").documents(5));
        touch("orders", new Document("_id", "old"));
        touch("other", new Document("_id", "old"));
        CommandRun.done("import", bucket.toString(), "--to", url, "--drop");
        assertThat(count("orders")).isEqualTo(5);
        assertThat(count("other")).isEqualTo(1);
    }

    @Test
    void theStateOfAnotherImportIsRefused() throws IOException {
        export(dump().collection("shop", "orders").documents(5));
        assertThat(importWithState().status()).isZero();
        Files.writeString(state, Files.readString(state).replaceFirst("/1715040000", "/1715040001"));
        CommandRun other = importWithState();
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.err()).hasLineCount(1).contains("it is the state of an import of file:", "/1715040001");
        Files.writeString(state, "no state\n");
        assertThat(importWithState().err()).hasLineCount(1).contains("it is not the state of an import");
    }

    @Test
    void aLineThatACrashCutIsForgotten() throws IOException {
        export(dump().collection("shop", "orders").documents(50), "--chunk-size=1KiB");
        assertThat(importWithState().status()).isZero();
        String text = Files.readString(state);
        String cut = text.substring(0, text.lastIndexOf("{\"finished\"") + 9);
        Files.writeString(state, cut, StandardOpenOption.TRUNCATE_EXISTING);
        CommandRun resumed = importWithState();
        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(Files.readString(state))
                .isEqualTo(text.replaceFirst("(?s)\\{\"finished.*", "")
                        + "{\"begun\":\"shop.orders\"}\n{\"finished\":\"shop.orders\"}\n");
    }

    @Test
    void anObjectThatTheManifestDoesNotKnowIsNotImported() throws IOException {
        export(dump().collection("shop", "orders").documents(5));
        Files.copy(object("shop/orders/cluster0-shard-0.0.json.gz"), object("shop/orders/cluster0-shard-0.1.json.gz"));
        CommandRun run = CommandRun.of("import", bucket.toString(), "--to", url);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).contains("cluster0-shard-0.1.json.gz: the manifest does not list it");
        Files.delete(object("shop/orders/cluster0-shard-0.1.json.gz"));
        Files.delete(object("shop/orders/cluster0-shard-0.0.json.gz"));
        assertThat(CommandRun.of("import", bucket.toString(), "--to", url).err())
                .contains("cluster0-shard-0.0.json.gz: the manifest lists it, it is not there");
        assertThat(count("orders")).isZero();
    }

    @Test
    void aCollectionThatWasDroppedMeanwhileIsWrittenAsAWhole() throws IOException {
        export(dump().collection("shop", "orders").documents(100), "--chunk-size=1KiB");
        Path damaged = object("shop/orders/cluster0-shard-0.9.json.gz");
        byte[] whole = Files.readAllBytes(damaged);
        Files.write(damaged, new byte[whole.length]);
        assertThat(importWithState().status()).isEqualTo(1);
        try (MongoClient client = MongoClients.create(url)) {
            client.getDatabase("shop").getCollection("orders").drop();
        }
        Files.write(damaged, whole);
        CommandRun resumed = importWithState();
        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(count("orders")).isEqualTo(100);
    }
}
