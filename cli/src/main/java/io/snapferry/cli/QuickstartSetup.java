package io.snapferry.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snapferry.sample.SampleSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the quickstart registers before it exports.
 *
 * @param projectId of the project
 * @param bucketId of the export bucket
 * @param bucketFolder where the bucket lies on disk
 * @param samples what is exported
 */
record QuickstartSetup(String projectId, String bucketId, Path bucketFolder, List<QuickstartSetup.Sample> samples) {
    private static final String BUCKET_NAME = "quickstart";

    /** A cluster with its snapshot. */
    record Sample(String title, String clusterName, String snapshotId) {}

    static QuickstartSetup create(ApiClient client, Path folder, String organizationId)
            throws IOException, InterruptedException {
        String projectId = client.post(
                        ServerContext.OWN + "/orgs/" + organizationId + "/groups",
                        ServerContext.object().put("name", "quickstart"))
                .path("id")
                .asText();
        String project = ServerContext.OWN + "/groups/" + projectId;
        ObjectNode store = ServerContext.object().put("name", "local");
        store.putObject("folder").put("root", folder.resolve("buckets").toString());
        String storeId = client.post(project + "/stores", store).path("id").asText();
        String bucketId = client.post(
                        ServerContext.ATLAS + "/groups/" + projectId + "/backup/exportBuckets",
                        ServerContext.object()
                                .put("bucketName", BUCKET_NAME)
                                .put("cloudProvider", "AWS")
                                .put("iamRoleId", storeId))
                .path("_id")
                .asText();
        Path dump = folder.resolve("dumps/replica-set");
        List<Path> shards = List.of(folder.resolve("dumps/shard-0"), folder.resolve("dumps/shard-1"));
        SampleSnapshot.writeReplicaSet(dump);
        SampleSnapshot.writeShards(shards);
        return new QuickstartSetup(
                projectId,
                bucketId,
                folder.resolve("buckets").resolve(BUCKET_NAME),
                List.of(
                        register(client, project, "A replica set", "testCluster", Map.of("rs0", dump)),
                        register(
                                client,
                                project,
                                "A cluster of two shards",
                                "shardedCluster",
                                Map.of("shard-0", shards.get(0), "shard-1", shards.get(1)))));
    }

    private static Sample register(
            ApiClient client, String project, String title, String clusterName, Map<String, Path> sources)
            throws IOException, InterruptedException {
        client.post(
                project + "/clusters",
                ServerContext.object()
                        .put("name", clusterName)
                        .put("clusterType", sources.size() == 1 ? "REPLICASET" : "SHARDED")
                        .put("mongoDBVersion", "7.0.12"));
        ObjectNode snapshot = ServerContext.object()
                .put("createdAt", SampleSnapshot.CREATED_AT.toString())
                .put("description", "the sample");
        ArrayNode replicaSets = snapshot.putArray("replicaSets");
        new TreeMap<>(sources)
                .forEach((name, path) ->
                        replicaSets.addObject().put("name", name).put("source", path.toString()));
        String snapshotId = client.post(project + "/clusters/" + clusterName + "/backup/snapshots", snapshot)
                .path("id")
                .asText();
        return new Sample(title, clusterName, snapshotId);
    }
}
