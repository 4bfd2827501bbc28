package io.snapferry.server.config;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ClusterType;
import io.snapferry.server.catalog.ConnectionSecret;
import io.snapferry.server.catalog.Id;
import java.util.List;
import java.util.Optional;

/**
 * A cluster of the configuration file.
 *
 * @param key where it stands, for messages
 * @param id absent to derive it from the names
 * @param name unique in the project, a valid name of a cluster
 * @param type of the cluster
 * @param mongodbVersion empty when it was not told
 * @param namesInExportPrefix whether exports use names in their prefix
 * @param connectionString absent to keep what the catalog has
 * @param snapshots of the cluster
 */
public record DeclaredCluster(
        String key,
        Optional<Id<Cluster>> id,
        String name,
        ClusterType type,
        String mongodbVersion,
        boolean namesInExportPrefix,
        Optional<ConnectionSecret> connectionString,
        List<DeclaredSnapshot> snapshots) {
    /** Copies the snapshots. */
    public DeclaredCluster {
        snapshots = List.copyOf(snapshots);
    }
}
