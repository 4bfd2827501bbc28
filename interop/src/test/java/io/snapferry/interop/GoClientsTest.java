package io.snapferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both Go clients: that of v1.0, and that of v2 with an API key and with a service account. */
class GoClientsTest {
    private static final Path SOURCE = Path.of("src/test/go").toAbsolutePath();
    private static final Path WALK = Path.of("target/walk").toAbsolutePath();

    @TempDir
    Path folder;

    @BeforeAll
    static void build() throws Exception {
        Program go = Program.onPath("go", Files.createDirectories(WALK.getParent()));
        go.prepare("-C", SOURCE.toString(), "mod", "download");
        go.done("-C", SOURCE.toString(), "build", "-o", WALK.toString(), ".");
    }

    @ParameterizedTest
    @CsvSource({
        "v1.0, testCluster", "v1.0, sharded", "v1.0, live",
        "v2, testCluster", "v2, sharded", "v2, live",
        "v2-token, testCluster", "v2-token, sharded", "v2-token, live"
    })
    void takesASnapshotOfWhatRunsExportsOneAndSetsTheSchedule(String client, String cluster) throws Exception {
        try (InteropServer server = InteropServer.start(folder)) {
            Program walk = new Program(WALK, folder, Walk.environment(server, cluster));

            Walk taken = Walk.of(walk.run(client));

            assertBucket(taken);
            assertSnapshot(taken, cluster);
            assertJobs(taken, cluster, server);
            assertSchedule(taken);
        }
    }

    private static void assertBucket(Walk taken) {
        JsonNode bucket = taken.answer("create bucket");
        assertThat(bucket.path("bucketName").asText()).isEqualTo(InteropServer.BUCKET_NAME);
        assertThat(bucket.path("cloudProvider").asText()).isEqualTo("AWS");
        assertThat(bucket.path("iamRoleId").asText()).isEqualTo(InteropServer.ROLE);
        assertThat(taken.answer("describe bucket")).isEqualTo(bucket);
        assertThat(taken.answer("list buckets")).containsExactly(bucket);
        assertThat(taken.answer("delete bucket").asText())
                .isEqualTo(bucket.path("_id").asText());
        assertThat(taken.answer("describe a deleted bucket").asText()).isEqualTo("EXPORT_BUCKET_NOT_FOUND");
    }

    private static void assertSnapshot(Walk taken, String cluster) {
        boolean isSharded = cluster.equals(InteropServer.SHARDED_CLUSTER);
        assertThat(taken.answer("cluster").path("clusterType").asText())
                .isEqualTo(isSharded ? "SHARDED" : "REPLICASET");
        JsonNode snapshot = taken.answer("describe snapshot");
        assertThat(taken.answer("list snapshots")).hasSize(1);
        assertThat(snapshot.path("id").asText()).isEqualTo(snapshotOf(taken, cluster));
        assertThat(snapshot.path("status").asText()).isEqualTo("completed");
        assertThat(snapshot.path("type").asText()).isEqualTo(isSharded ? "shardedCluster" : "replicaSet");
    }

    /** The one that was there, or the one that the walk took. */
    private static String snapshotOf(Walk walk, String cluster) {
        if (cluster.equals(InteropServer.LIVE_CLUSTER)) {
            JsonNode requested = walk.answer("take snapshot");
            assertThat(requested.path("status").asText()).isIn("queued", "inProgress");
            assertThat(requested.has("createdAt")).isFalse();
            JsonNode watched = walk.answer("watch snapshot");
            assertThat(watched.path("status").asText()).isEqualTo("completed");
            assertThat(watched.path("createdAt").isTextual()).isTrue();
            return requested.path("id").asText();
        }
        return cluster.equals(InteropServer.SHARDED_CLUSTER) ? InteropServer.SHARDED_SNAPSHOT : InteropServer.SNAPSHOT;
    }

    private static void assertJobs(Walk taken, String cluster, InteropServer server) throws IOException {
        assertThat(taken.answers("create job")).hasSize(2).allSatisfy(job -> {
            assertThat(job.path("state").asText()).isIn("Queued", "InProgress");
            assertThat(job.has("finishedAt")).isFalse();
        });
        assertThat(taken.answers("watch job"))
                .extracting(job -> job.path("state").asText())
                .containsExactly("Successful", "Successful");
        JsonNode first = taken.answers("watch job").get(0);
        assertThat(first.path("customData").findValuesAsText("key")).containsExactly("exported by");
        if (cluster.equals(InteropServer.SHARDED_CLUSTER)) {
            assertThat(first.path("components").findValuesAsText("replicaSetName"))
                    .containsExactly("shard-0", "shard-1");
        } else {
            assertThat(first.path("exportStatus").path("exportedCollections").asInt())
                    .isPositive()
                    .isEqualTo(
                            first.path("exportStatus").path("totalCollections").asInt());
        }
        assertThat(taken.answer("list jobs"))
                .as("newest first, over pages of one")
                .containsExactly(taken.answers("watch job").get(1), first);
        Path complete = server.completionMarker(first.path("prefix").asText());
        assertThat(Run.json(Files.readString(complete)).findValuesAsText("value"))
                .isNotEmpty();
    }

    private static void assertSchedule(Walk taken) {
        assertThat(taken.answer("delete schedule").path("policies").get(0).path("policyItems"))
                .isEmpty();
        JsonNode set = taken.answer("set schedule");
        assertThat(set.path("autoExportEnabled").asBoolean()).isTrue();
        assertThat(set.path("export").path("frequencyType").asText()).isEqualTo("monthly");
        assertThat(set.path("referenceHourOfDay").asInt()).isEqualTo(3);
        assertThat(set.path("policies").get(0).path("policyItems").findValuesAsText("frequencyType"))
                .containsExactly("daily", "monthly");
        assertThat(taken.answer("read schedule")).isEqualTo(set);
    }
}
