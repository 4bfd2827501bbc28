package io.snapferry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.snapferry.server.testing.RunningServer;
import io.snapferry.testing.deployment.InMemoryServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of a live cluster that are encrypted at rest, over several starts of the server. */
class EncryptedClusterTest {
    private static final String MARKER = "nobody else may read this";
    private static final String FIRST_KEY = "11".repeat(32);
    private static final String SECOND_KEY = "22".repeat(32);

    @TempDir
    private Path folder;

    private InMemoryServer deployment;

    @BeforeEach
    void startDeployment() {
        deployment = new InMemoryServer();
        try (MongoClient client = MongoClients.create(deployment.connectionString())) {
            client.getDatabase("shop")
                    .getCollection("orders")
                    .insertMany(IntStream.range(0, 500)
                            .mapToObj(id -> new Document("_id", id).append("text", MARKER))
                            .toList());
        }
    }

    @AfterEach
    void stopDeployment() {
        deployment.close();
    }

    private static String taken(RunningServer server) {
        String snapshot = server.takeSnapshot("live");
        assertThat(server.awaitSnapshot("live", snapshot, "completed", "failed")
                        .path("status")
                        .asText())
                .isEqualTo("completed");
        return snapshot;
    }

    private List<JsonNode> exported(RunningServer server, String snapshot) throws IOException {
        return server.export("live", snapshot, "shop", "orders");
    }

    private boolean isMarkerIn(String snapshot) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("data/snapshots").resolve(snapshot))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(MARKER)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void whatIsTakenWithAKeyIsExportedWithItAndWithNoOther() throws Exception {
        List<JsonNode> expected;
        String plain;
        String first;
        String second;
        try (RunningServer server = RunningServer.start(folder, "")) {
            server.createCluster("live", deployment.connectionString().getConnectionString());
            plain = taken(server);
            expected = exported(server, plain);
        }
        try (RunningServer server =
                RunningServer.start(folder, "snapshots: {encryption-key: %s}".formatted(FIRST_KEY))) {
            first = taken(server);
            assertThat(exported(server, first)).hasSize(500).isEqualTo(expected);
            assertThat(exported(server, plain)).isEqualTo(expected);
        }
        try (RunningServer server = RunningServer.start(
                folder,
                "snapshots: {encryption-key: %s, previous-encryption-key: %s}".formatted(SECOND_KEY, FIRST_KEY))) {
            second = taken(server);
            assertThat(exported(server, second)).isEqualTo(expected);
            assertThat(exported(server, first)).isEqualTo(expected);
        }
        try (RunningServer server =
                RunningServer.start(folder, "snapshots: {encryption-key: %s}".formatted(SECOND_KEY))) {
            assertThatThrownBy(() -> exported(server, first))
                    .hasMessageContaining("prelude.json: is encrypted with the key ")
                    .hasMessageContaining("snapshots.encryption-key");
        }
        assertThat(isMarkerIn(plain)).isTrue();
        assertThat(isMarkerIn(first)).isFalse();
        assertThat(isMarkerIn(second)).isFalse();
    }
}
