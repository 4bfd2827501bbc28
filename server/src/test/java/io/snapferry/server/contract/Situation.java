package io.snapferry.server.contract;

import io.snapferry.server.catalog.ClusterType;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.testing.TestServer;
import java.util.HashMap;
import java.util.Map;

/** A server and what the path of a request may name in it, for one kind of cluster. */
record Situation(TestServer server, ClusterType type, Map<String, String> parameters) {

    static Situation of(TestServer server, ClusterType type) {
        boolean isSharded = type == ClusterType.SHARDED;
        Map<String, String> parameters = new HashMap<>();
        parameters.put("orgId", TestServer.ORGANIZATION);
        parameters.put("groupId", TestServer.PROJECT);
        parameters.put("groupName", "Shop");
        parameters.put("clusterName", isSharded ? "c2" : "c1");
        parameters.put("name", isSharded ? "c2" : "c1");
        parameters.put("snapshotId", isSharded ? TestServer.SHARDED_SNAPSHOT : TestServer.SNAPSHOT);
        parameters.put("exportBucketId", TestServer.BUCKET);
        return new Situation(server, type, parameters);
    }

    /** For what asks only for the kind of the cluster. */
    static Situation unserved(ClusterType type) {
        try (TestServer server = TestServer.start()) {
            return of(server, type);
        }
    }

    boolean isSharded() {
        return type == ClusterType.SHARDED;
    }

    String snapshot() {
        return isSharded() ? TestServer.SHARDED_SNAPSHOT : TestServer.SNAPSHOT;
    }

    <T> Id<T> cluster() {
        return new Id<>(isSharded() ? TestServer.SHARDED_CLUSTER_ID : TestServer.CLUSTER_ID);
    }
}
