package io.snapferry.server.atlas;

import io.snapferry.server.catalog.Cluster;

/** How a version of the API shows a cluster. Thread-safe. */
interface ClusterShape {
    /** As v1.0 does, and v2 of 2023-01-01. */
    ClusterShape LEGACY = LegacyClusterAnswer::of;

    /** As v2 does since 2023-02-01. */
    ClusterShape WITH_SHARD_COUNTS = AdvancedClusterAnswer::withShardCounts;

    /** As v2 does since 2024-08-05. */
    ClusterShape WITH_ZONES = AdvancedClusterAnswer::withZones;

    /**
     * The wire record.
     *
     * @param url of the cluster, absolute, in the version of the API that was asked
     */
    Object of(Cluster cluster, String url);
}
