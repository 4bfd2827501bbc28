package io.snapferry.server.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.testing.TestServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The snapshots of v1.0, for both kinds of clusters. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SnapshotsTest {
    private static final String SHARDED = TestServer.SNAPSHOTS.replace("/c1/", "/c2/");

    private final TestServer server = TestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    private String replicaSetSnapshot() {
        String cluster = server.uri() + "/api/atlas/v1.0/groups/64b0000000000000000000bb/clusters/c1";
        return "{\"cloudProvider\":\"AWS\",\"copyRegions\":[],\"createdAt\":\"2026-01-02T03:27:08Z\",\"description\":\"nightly\","
                + "\"frequencyType\":\"ondemand\",\"id\":\"64b000000000000000000003\",\"links\":[{\"href\":\"" + cluster
                + "/backup/snapshots/64b000000000000000000003\",\"rel\":\"self\"},{\"href\":\"" + cluster
                + "\",\"rel\":\"https://cloud.mongodb.com/cluster\"}],\"mongodVersion\":\"7.0.12\",\"policyItems\":[],"
                + "\"replicaSetName\":\"atlas-ab12cd-shard-0\",\"snapshotType\":\"onDemand\",\"status\":\"completed\","
                + "\"storageSizeBytes\":4096,\"type\":\"replicaSet\"}";
    }

    private String shardedSnapshot() {
        String cluster = server.uri() + "/api/atlas/v1.0/groups/64b0000000000000000000bb/clusters/c2";
        return "{\"createdAt\":\"2026-01-02T03:27:08Z\",\"description\":\"nightly\",\"frequencyType\":\"ondemand\","
                + "\"id\":\"64b000000000000000000004\",\"links\":[{\"href\":\"" + cluster
                + "/backup/snapshots/shardedCluster/64b000000000000000000004\",\"rel\":\"self\"},{\"href\":\"" + cluster
                + "\",\"rel\":\"https://cloud.mongodb.com/cluster\"}],\"members\":["
                + "{\"cloudProvider\":\"AWS\",\"id\":\"64b000000000000000000020\",\"replicaSetName\":\"atlas-ab12cd-shard-0\"},"
                + "{\"cloudProvider\":\"AWS\",\"id\":\"64b000000000000000000021\",\"replicaSetName\":\"atlas-ab12cd-shard-1\"}],"
                + "\"mongodVersion\":\"7.0.12\",\"policyItems\":[],\"snapshotIds\":[\"64b000000000000000000020\",\"64b000000000000000000021\"],"
                + "\"snapshotType\":\"onDemand\",\"status\":\"completed\",\"storageSizeBytes\":4096,\"type\":\"shardedCluster\"}";
    }

    @Test
    void showsASnapshotOfAReplicaSet() {
        assertThat(server.as("reader")
                        .get(TestServer.SNAPSHOTS + "/" + TestServer.SNAPSHOT)
                        .body())
                .isEqualTo(replicaSetSnapshot());
        assertThat(server.as("reader").get(TestServer.SNAPSHOTS).body())
                .contains("\"results\":[" + replicaSetSnapshot() + "],\"totalCount\":1}");
    }

    @Test
    void showsASnapshotOfAShardedClusterOnBothPaths() {
        for (String path : new String[] {"/", "/shardedCluster/"}) {
            assertThat(server.as("reader")
                            .get(SHARDED + path + TestServer.SHARDED_SNAPSHOT)
                            .body())
                    .isEqualTo(shardedSnapshot());
        }
        for (String path : new String[] {"", "/", "/shardedClusters"}) {
            assertThat(server.as("reader").get(SHARDED + path).body())
                    .contains("\"results\":[" + shardedSnapshot() + "],\"totalCount\":1}");
        }
    }

    @Test
    void listsNoReplicaSetsSnapshotsOnTheShardedPath() {
        assertThat(server.as("reader")
                        .get(TestServer.SNAPSHOTS + "/shardedClusters")
                        .body())
                .endsWith("\"results\":[],\"totalCount\":0}");
    }

    @Test
    void showsAReplicaSetsSnapshotWithoutMembersOnTheShardedPath() {
        HttpResponse<String> shown =
                server.as("reader").get(TestServer.SNAPSHOTS + "/shardedCluster/" + TestServer.SNAPSHOT);

        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body())
                .contains("\"id\":\"" + TestServer.SNAPSHOT, "\"members\":[]", "\"snapshotIds\":[]")
                .contains("\"type\":\"replicaSet\"")
                .doesNotContain("cloudProvider", "copyRegions", "replicaSetName");
    }

    @Test
    void findsNoSnapshotThroughAnotherCluster() {
        assertThat(server.as("reader")
                        .get(TestServer.SNAPSHOTS + "/" + TestServer.SHARDED_SNAPSHOT)
                        .statusCode())
                .isEqualTo(404);
    }
}
