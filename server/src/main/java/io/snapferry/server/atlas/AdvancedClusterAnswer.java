package io.snapferry.server.atlas;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ClusterType;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.Link;
import io.snapferry.server.schema.Wire;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster as v2 shows it since 2023-02-01. {@code backupEnabled} means cloud backup here. Until 2024-08-05 a replication spec
 * counts its shards, since then every shard has one of its own.
 */
record AdvancedClusterAnswer(
        boolean backupEnabled,
        BiConnector biConnector,
        ClusterType clusterType,
        Map<String, String> connectionStrings,
        Instant createDate,
        String encryptionAtRestProvider,
        Id<Project> groupId,
        Id<Cluster> id,
        List<String> labels,
        List<Link> links,
        @JsonProperty("mongoDBMajorVersion") Optional<String> mongoDbMajorVersion,
        @JsonProperty("mongoDBVersion") Optional<String> mongoDbVersion,
        String name,
        boolean paused,
        boolean pitEnabled,
        List<ReplicationSpec> replicationSpecs,
        String rootCertType,
        @Wire(choices = "IDLE") String stateName,
        List<String> tags,
        boolean terminationProtectionEnabled,
        String versionReleaseSystem) {

    record ReplicationSpec(
            Id<Cluster> id,
            Optional<Integer> numShards,
            List<RegionConfig> regionConfigs,
            Id<Cluster> zoneId,
            String zoneName) {}

    record RegionConfig(ElectableSpecs electableSpecs, int priority, String providerName, String regionName) {}

    record ElectableSpecs(String instanceSize, int nodeCount) {}

    static AdvancedClusterAnswer withShardCounts(Cluster cluster, String url) {
        return of(cluster, url, Optional.of(1));
    }

    static AdvancedClusterAnswer withZones(Cluster cluster, String url) {
        return of(cluster, url, Optional.empty());
    }

    private static AdvancedClusterAnswer of(Cluster cluster, String url, Optional<Integer> numShards) {
        RegionConfig region = new RegionConfig(
                new ElectableSpecs(HostedHardware.INSTANCE_SIZE, HostedHardware.NODE_COUNT),
                HostedHardware.PRIORITY,
                HostedHardware.PROVIDER,
                HostedHardware.REGION);
        return new AdvancedClusterAnswer(
                true,
                BiConnector.OFF,
                cluster.type(),
                cluster.shownConnectionStrings(),
                cluster.createdAt(),
                "NONE",
                cluster.project(),
                cluster.id(),
                List.of(),
                List.of(new Link(url, "self")),
                MajorVersion.major(cluster),
                MajorVersion.full(cluster),
                cluster.name(),
                false,
                false,
                List.of(new ReplicationSpec(
                        cluster.id(), numShards, List.of(region), cluster.id(), HostedHardware.ZONE)),
                "ISRGROOTX1",
                "IDLE",
                List.of(),
                false,
                "LTS");
    }
}
