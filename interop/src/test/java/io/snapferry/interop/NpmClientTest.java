package io.snapferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mongodb-atlas-api-client} of npm: v1.0, and of backups only the snapshots. */
class NpmClientTest {
    private static final String PACKAGE = "mongodb-atlas-api-client@4.19.0";

    @TempDir
    Path folder;

    @Test
    void readsProjectsClustersSnapshotsAndChangesRoles() throws Exception {
        Program node = Program.onPath("node", folder);
        Files.writeString(folder.resolve("package.json"), "{\"private\": true}");
        Program.onPath("npm", folder).prepare("install", "--no-save", "--no-package-lock", "--ignore-scripts", PACKAGE);
        Files.copy(Path.of("src/test/npm/walk.js"), folder.resolve("walk.js"));
        try (InteropServer server = InteropServer.start(Files.createDirectory(folder.resolve("server")))) {
            Walk walk = Walk.of(
                    node.with(Walk.environment(server, InteropServer.CLUSTER)).run("walk.js"));

            assertThat(walk.answer("project").path("name").asText()).isEqualTo("Shop");
            assertThat(walk.answer("list projects").path("results").findValuesAsText("name"))
                    .containsExactly("Shop");
            assertThat(walk.answer("list organizations").path("totalCount").asInt())
                    .isEqualTo(1);
            assertThat(walk.answer("cluster").path("stateName").asText()).isEqualTo("IDLE");
            assertThat(walk.answer("list clusters").path("links").findValuesAsText("rel"))
                    .containsSequence("self", "next");
            assertSnapshots(walk);
            assertRoles(walk);
            assertThat(walk.answer("unknown cluster").path("errorCode").asText())
                    .isEqualTo("CLUSTER_NOT_FOUND");
            assertThat(walk.answer("unsupported restore").path("error").asInt()).isEqualTo(501);
        }
    }

    private static void assertSnapshots(Walk walk) {
        JsonNode snapshot = walk.answer("describe snapshot");
        assertThat(snapshot.path("id").asText()).isEqualTo(InteropServer.SNAPSHOT);
        assertThat(snapshot.path("status").asText()).isEqualTo("completed");
        assertThat(walk.answer("list snapshots").path("results")).containsExactly(snapshot);
        assertThat(walk.answer("enveloped snapshots").path("status").asInt()).isEqualTo(200);
    }

    private static void assertRoles(Walk walk) {
        assertThat(walk.answer("create role").path("authorizedDate").isNull())
                .as("null, not absent, until it is authorized")
                .isTrue();
        assertThat(walk.answer("authorize role").path("authorizedDate").isTextual())
                .isTrue();
        assertThat(walk.answer("list roles").path("awsIamRoles")).hasSize(2);
        assertThat(walk.answer("roles after delete").path("awsIamRoles")).hasSize(1);
    }
}
