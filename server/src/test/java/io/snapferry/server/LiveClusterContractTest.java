package io.snapferry.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import io.snapferry.server.testing.RunningServer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A live cluster from its registration to the exported documents, over HTTP, while somebody writes to it. The servers that
 * can be had here pin no time, so of a collection that is written to only this can hold: every document is one that was
 * there once, whole.
 */
abstract class LiveClusterContractTest {
    private static final int QUIET = 700;
    private static final int BUSY = 300;

    @TempDir
    private Path folder;

    private RunningServer server;
    private MongoClient client;

    /** Of a server that is up. */
    abstract ConnectionString deployment();

    @BeforeEach
    void start() throws Exception {
        server = RunningServer.start(folder);
        client = MongoClients.create(deployment());
        client.getDatabase("shop").drop();
        server.createCluster("live", deployment().getConnectionString());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private MongoCollection<BsonDocument> collection(String name) {
        return client.getDatabase("shop").getCollection(name, BsonDocument.class);
    }

    /** Both numbers are always the same: a mixture of two versions would show. */
    private static BsonDocument version(int id, int number) {
        return new BsonDocument("_id", new BsonInt32(id))
                .append("first", new BsonInt32(number))
                .append("text", new BsonString("x".repeat(200)))
                .append("last", new BsonInt32(number));
    }

    private void insertMany(String name, int count) {
        collection(name)
                .insertMany(
                        IntStream.range(0, count).mapToObj(id -> version(id, 0)).toList());
    }

    @Test
    void isExportedWhileAWriterIsAtWork() throws Exception {
        insertMany("quiet", QUIET);
        insertMany("busy", BUSY);
        AtomicBoolean isEnough = new AtomicBoolean();
        AtomicInteger rounds = new AtomicInteger();
        Thread writer = new Thread(() -> write(isEnough, rounds), "writer");
        writer.start();
        String snapshot;
        try {
            while (rounds.get() < 20) {
                Thread.onSpinWait();
            }
            snapshot = server.takeSnapshot("live");
            JsonNode completed = server.awaitSnapshot("live", snapshot, "completed", "failed");
            assertThat(completed.path("status").asText())
                    .as(server.ok("GET", server.ownCluster("live") + "/backup/snapshots/" + snapshot, "")
                            .toString())
                    .isEqualTo("completed");
            assertThat(completed.path("storageSizeBytes").asLong()).isGreaterThan(QUIET * 200L);
        } finally {
            isEnough.set(true);
            writer.join();
        }

        List<JsonNode> quiet = server.export("live", snapshot, "shop", "quiet");

        assertThat(quiet)
                .extracting(document -> number(document, "_id"))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, QUIET).boxed().toList());
        List<JsonNode> busy = server.export("live", snapshot, "shop", "busy");
        assertThat(busy).isNotEmpty().allSatisfy(document -> {
            assertThat(number(document, "first")).isEqualTo(number(document, "last"));
            assertThat(number(document, "first")).isBetween(0, rounds.get() + 1);
        });
        assertThat(busy)
                .as("documents that nobody touched")
                .extracting(document -> number(document, "_id"))
                .containsAll(IntStream.range(0, BUSY / 3).boxed().toList());
    }

    private static int number(JsonNode document, String field) {
        return document.path(field).path("$numberInt").asInt(-1);
    }

    /** Leaves the first third alone, changes the second, deletes and inserts in the last. */
    private void write(AtomicBoolean isEnough, AtomicInteger rounds) {
        MongoCollection<BsonDocument> busy = collection("busy");
        while (!isEnough.get()) {
            int round = rounds.get() + 1;
            int changed = BUSY / 3 + round % (BUSY / 3);
            busy.replaceOne(Filters.eq("_id", changed), version(changed, round), new ReplaceOptions().upsert(true));
            busy.deleteOne(Filters.eq("_id", 2 * BUSY / 3 + round % (BUSY / 3)));
            busy.insertOne(version(BUSY + round, round));
            rounds.set(round);
        }
    }

    @Test
    void saysHowConsistentItsSnapshotIs() {
        insertMany("quiet", 3);
        String snapshot = server.takeSnapshot("live");
        server.awaitSnapshot("live", snapshot, "completed", "failed");

        JsonNode state = server.ok("GET", server.ownCluster("live") + "/backup/snapshots/" + snapshot, "");

        assertThat(state.path("status").asText()).isEqualTo("completed");
        assertThat(state.path("readMode").asText()).startsWith("unpinned: ");
    }

    @Test
    void losesTheFilesOfADeletedSnapshotAndKeepsTheOthers() throws Exception {
        insertMany("quiet", 3);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            String snapshot = server.takeSnapshot("live");
            server.awaitSnapshot("live", snapshot, "completed");
            files.add(folder.resolve("data/snapshots").resolve(snapshot));
        }
        assertThat(files)
                .allSatisfy(
                        path -> assertThat(path.resolve("dump/shop/quiet.bson")).isRegularFile());

        HttpResponse<String> deleted = server.send(
                "DELETE",
                server.cluster("live") + "/backup/snapshots/" + files.get(0).getFileName(),
                "");

        assertThat(deleted.statusCode()).isEqualTo(204);
        while (Files.exists(files.get(0))) {
            Thread.onSpinWait();
        }
        assertThat(files.get(1)).isDirectory();
    }
}
