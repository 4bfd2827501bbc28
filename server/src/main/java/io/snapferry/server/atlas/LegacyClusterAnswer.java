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
 * A cluster as v1.0 and v2 of 2023-01-01 show it. Cloud backup, which exports need, is {@code providerBackupEnabled} here;
 * {@code backupEnabled} is a kind of backup that Atlas gave up.
 */
record LegacyClusterAnswer(
        AutoScaling autoScaling,
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
        @JsonProperty("mongoURIUpdated") Instant mongoUriUpdated,
        String name,
        int numShards,
        boolean paused,
        boolean pitEnabled,
        boolean providerBackupEnabled,
        ProviderSettings providerSettings,
        int replicationFactor,
        List<ReplicationSpec> replicationSpecs,
        @Wire(choices = "IDLE") String stateName) {

    /** The Terraform provider crashes without it, in every version until 2026 at least. */
    record AutoScaling(
            ComputeAutoScaling compute,
            @JsonProperty("diskGBEnabled") boolean diskGbEnabled) {
        static final AutoScaling OFF = new AutoScaling(new ComputeAutoScaling(false, false), false);
    }

    record ComputeAutoScaling(boolean enabled, boolean scaleDownEnabled) {}

    record ProviderSettings(
            ProviderAutoScaling autoScaling, String instanceSizeName, String providerName, String regionName) {}

    /** Between which sizes, when it is on. */
    record ProviderAutoScaling(Map<String, String> compute) {
        static final ProviderAutoScaling OFF = new ProviderAutoScaling(Map.of());
    }

    record ReplicationSpec(Id<Cluster> id, int numShards, Map<String, Region> regionsConfig, String zoneName) {}

    record Region(int analyticsNodes, int electableNodes, int priority, int readOnlyNodes) {}

    static LegacyClusterAnswer of(Cluster cluster, String url) {
        Region region = new Region(0, HostedHardware.NODE_COUNT, HostedHardware.PRIORITY, 0);
        return new LegacyClusterAnswer(
                AutoScaling.OFF,
                false,
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
                cluster.createdAt(), // atlasapi of Python cannot read a cluster without this
                cluster.name(),
                1,
                false,
                false,
                true,
                new ProviderSettings(
                        ProviderAutoScaling.OFF,
                        HostedHardware.INSTANCE_SIZE,
                        HostedHardware.PROVIDER,
                        HostedHardware.REGION),
                HostedHardware.NODE_COUNT,
                List.of(new ReplicationSpec(
                        cluster.id(), 1, Map.of(HostedHardware.REGION, region), HostedHardware.ZONE)),
                "IDLE");
    }
}
