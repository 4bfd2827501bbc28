package io.snapferry.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.snapferry.server.testing.RunningServer;
import io.snapferry.testing.deployment.ScriptedMember;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A member of a replica set whose collections change with every tick of its cluster time, so that each document tells of
 * which moment it is: the export equals the state at the pinned time.
 */
class PinnedClusterTest {
    /** How long a document lives. */
    private static final int WINDOW = 5;

    @TempDir
    private Path folder;

    private ScriptedMember member;
    private RunningServer server;

    @BeforeEach
    void start() throws Exception {
        member = new ScriptedMember().collection("shop", "orders").collection("shop", "items");
        member.answering(PinnedClusterTest::find);
        server = RunningServer.start(folder);
        server.createCluster("live", member.connectionString().getConnectionString());
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        member.close();
    }

    /** Every second one document is inserted, the oldest is deleted, and the counter is changed. */
    private static List<BsonDocument> stateAt(int second) {
        List<BsonDocument> documents = new ArrayList<>();
        IntStream.range(second - WINDOW, second)
                .forEach(number -> documents.add(new BsonDocument("_id", new BsonInt32(number))));
        documents.add(new BsonDocument("_id", new BsonString("counter")).append("n", new BsonInt32(second)));
        return documents;
    }

    private static Optional<BsonDocument> find(BsonDocument command) {
        if (!command.getFirstKey().equals("find")) {
            return Optional.empty();
        }
        BsonTimestamp time = command.getDocument("readConcern").getTimestamp("atClusterTime");
        return Optional.of(new BsonDocument(
                "cursor",
                new BsonDocument("id", new BsonInt64(0))
                        .append(
                                "ns",
                                new BsonString(
                                        "shop." + command.getString("find").getValue()))
                        .append("atClusterTime", time)
                        .append("firstBatch", new BsonArray(stateAt(time.getTime())))));
    }

    @Test
    void theExportEqualsTheStateAtThePinnedTime() throws Exception {
        String snapshot = server.takeSnapshot("live");
        JsonNode completed = server.awaitSnapshot("live", snapshot, "completed", "failed");
        assertThat(completed.path("status").asText())
                .as(server.ok("GET", server.ownCluster("live") + "/backup/snapshots/" + snapshot, "")
                        .toString())
                .isEqualTo("completed");
        assertThat(completed.path("replicaSetName").asText()).isEqualTo("rs0");
        assertThat(completed.path("mongodVersion").asText()).isEqualTo("7.0.99");
        JsonNode record = new JsonMapper()
                .readTree(folder.resolve("data/snapshots")
                        .resolve(snapshot)
                        .resolve("snapshot.json")
                        .toFile());
        int pinned = record.path("clusterTime").path("$timestamp").path("t").asInt();

        for (String collection : List.of("orders", "items")) {
            List<JsonNode> exported = server.export("live", snapshot, "shop", collection);
            assertThat(exported).hasSize(WINDOW + 1);
            assertThat(exported.subList(0, WINDOW))
                    .extracting(
                            document -> document.path("_id").path("$numberInt").asInt())
                    .containsExactlyElementsOf(
                            IntStream.range(pinned - WINDOW, pinned).boxed().toList());
            assertThat(exported.get(WINDOW).path("n").path("$numberInt").asInt())
                    .isEqualTo(pinned);
        }
        assertThat(server.ok("GET", server.ownCluster("live") + "/backup/snapshots/" + snapshot, "")
                        .path("readMode")
                        .asText())
                .isEqualTo("pinnedClusterTime");
    }

    @Test
    void aSnapshotThatWasInterruptedIsBegunAnewByTheNextServer() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        member.answering(command -> {
            if (command.getFirstKey().equals("find")
                    && command.getString("find").getValue().equals("orders")) {
                asked.countDown();
                await(never);
            }
            return find(command);
        });
        String snapshot = server.takeSnapshot("live");
        await(asked);
        String path = server.cluster("live") + "/backup/snapshots/" + snapshot;
        assertThat(server.ok("GET", path, "").path("status").asText()).isEqualTo("inProgress");
        HttpResponse<String> refused = server.send("DELETE", path, "");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("CANNOT_DELETE_IN_PROGRESS_SNAPSHOT");

        server.close();
        assertThat(folder.resolve("data/snapshots").resolve(snapshot)).doesNotExist();
        never.countDown();
        member.answering(PinnedClusterTest::find);
        server = RunningServer.start(folder);

        server.awaitSnapshot("live", snapshot, "completed");
        assertThat(server.export("live", snapshot, "shop", "orders")).hasSize(WINDOW + 1);
        try (Stream<Path> entries = Files.list(folder.resolve("data/snapshots"))) {
            assertThat(entries).containsExactly(folder.resolve("data/snapshots").resolve(snapshot));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void tellsWhyASnapshotFailedWithoutTheSecret() {
        server.createCluster("gone", "mongodb://backup:s3cret@127.0.0.1:1/?serverSelectionTimeoutMS=300");
        String snapshot = server.takeSnapshot("gone");

        JsonNode failed = server.awaitSnapshot("gone", snapshot, "completed", "failed");

        assertThat(failed.path("status").asText()).isEqualTo("failed");
        assertThat(failed.has("createdAt")).isFalse();
        JsonNode state = server.ok("GET", server.ownCluster("gone") + "/backup/snapshots/" + snapshot, "");
        assertThat(state.path("errorCode").asText()).isEqualTo("NOT_REACHABLE");
        assertThat(state.path("errorMessage").asText()).contains("127.0.0.1:1").doesNotContain("s3cret");
        assertThat(server.ok("GET", server.cluster("gone"), "")
                        .path("connectionStrings")
                        .path("standard")
                        .asText())
                .isEqualTo("mongodb://127.0.0.1:1");
        assertThat(server.send("DELETE", server.cluster("gone") + "/backup/snapshots/" + snapshot, "")
                        .statusCode())
                .isEqualTo(204);
    }
}
