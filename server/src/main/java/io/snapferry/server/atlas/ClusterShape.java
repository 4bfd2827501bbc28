package io.snapferry.server.atlas;

import io.snapferry.server.catalog.Cluster;
import java.util.function.BiFunction;

/**
 * How a version of the API shows a cluster.
 *
 * @param wireRecord the class of the wire records
 * @param toWire makes one of a cluster and its URL
 */
record ClusterShape(Class<? extends Record> wireRecord, BiFunction<Cluster, String, Record> toWire) {
    /** As v1.0 does, and v2 of 2023-01-01. */
    static final ClusterShape LEGACY = new ClusterShape(LegacyClusterAnswer.class, LegacyClusterAnswer::of);

    /** As v2 does since 2023-02-01. */
    static final ClusterShape WITH_SHARD_COUNTS =
            new ClusterShape(AdvancedClusterAnswer.class, AdvancedClusterAnswer::withShardCounts);

    /** As v2 does since 2024-08-05. */
    static final ClusterShape WITH_ZONES =
            new ClusterShape(AdvancedClusterAnswer.class, AdvancedClusterAnswer::withZones);

    /**
     * The wire record.
     *
     * @param url of the cluster, absolute, in the version of the API that was asked
     */
    Record of(Cluster cluster, String url) {
        return toWire.apply(cluster, url);
    }
}
