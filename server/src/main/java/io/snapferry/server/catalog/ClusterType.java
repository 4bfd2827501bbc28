package io.snapferry.server.catalog;

/** The shape of a cluster. */
public enum ClusterType {
    /** One replica set. */
    REPLICASET,
    /** Several replica sets, each a shard. */
    SHARDED
}
