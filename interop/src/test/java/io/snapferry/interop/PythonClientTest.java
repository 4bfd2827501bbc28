package io.snapferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code atlasapi} of PyPI: v1.0, and of backups only the snapshots. */
class PythonClientTest {
    private static final String PACKAGE = "atlasapi==2.0.11";

    @TempDir
    Path folder;

    @Test
    void readsProjectsClustersAndSnapshotsAndTakesOne() throws Exception {
        Program system = Program.onPath("python3", folder);
        system.prepare("-m", "venv", "environment");
        Program python = new Program(folder.resolve("environment/bin/python"), folder, system.environment());
        // Its module distutils is needed and gone from Python 3.12 on; setuptools brings it
        python.prepare("-m", "pip", "install", "--quiet", "setuptools<80", PACKAGE);
        try (InteropServer server = InteropServer.start(Files.createDirectory(folder.resolve("server")))) {
            Walk walk = Walk.of(python.with(Walk.environment(server, InteropServer.CLUSTER))
                    .run(Path.of("src/test/python/walk.py").toAbsolutePath().toString()));

            assertThat(walk.answer("projects")).extracting(JsonNode::asText).containsExactly("Shop");
            assertThat(walk.answer("project").asText()).isEqualTo("Shop");
            assertThat(walk.answer("organizations"))
                    .extracting(JsonNode::asText)
                    .containsExactly("Acme");
            assertThat(walk.answer("list clusters"))
                    .extracting(JsonNode::asText)
                    .containsExactly(InteropServer.LIVE_CLUSTER, InteropServer.SHARDED_CLUSTER, InteropServer.CLUSTER);
            assertThat(walk.answer("is existing cluster"))
                    .extracting(JsonNode::asBoolean)
                    .containsExactly(true, false);
            assertThat(walk.answer("cluster").asText()).isEqualTo("IDLE");
            assertThat(walk.answer("cluster as object").asText()).isEqualTo("IDLE");
            JsonNode snapshot = walk.answer("describe snapshot");
            assertThat(snapshot.path("id").asText()).isEqualTo(InteropServer.SNAPSHOT);
            assertThat(snapshot.path("type").asText()).isEqualTo("REPLICASET");
            assertThat(snapshot.path("status").asText()).isEqualTo("COMPLETED");
            assertThat(snapshot.path("snapshotType").asText()).isEqualTo("ONDEMAND");
            assertThat(walk.answer("list snapshots")).containsExactly(snapshot);
            assertThat(walk.answer("is existing snapshot"))
                    .extracting(JsonNode::asBoolean)
                    .containsExactly(true, false);
            assertTaken(walk);
        }
    }

    private static void assertTaken(Walk walk) {
        JsonNode requested = walk.answer("take snapshot");
        JsonNode taken = walk.answer("watch snapshot");
        assertThat(requested.path("createdAt").isNull())
                .as("not before it is taken")
                .isTrue();
        assertThat(taken.path("id")).isEqualTo(requested.path("id"));
        assertThat(taken.path("status").asText()).isEqualTo("COMPLETED");
        assertThat(taken.path("createdAt").isTextual()).isTrue();
    }
}
