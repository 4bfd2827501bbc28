package io.snapferry.server.own;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ClusterType;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Project;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A cluster on the wire, with the names that Atlas gives the same things. */
record ClusterAnswer(
        ClusterType clusterType,
        Map<String, String> connectionStrings,
        Instant createDate,
        Id<Project> groupId,
        Id<Cluster> id,
        @JsonProperty("mongoDBVersion") Optional<String> mongoDbVersion,
        String name,
        boolean useOrgAndGroupNamesInExportPrefix) {
    static ClusterAnswer of(Cluster cluster) {
        return new ClusterAnswer(
                cluster.type(),
                cluster.shownConnectionStrings(),
                cluster.createdAt(),
                cluster.project(),
                cluster.id(),
                Optional.of(cluster.mongoDbVersion()).filter(version -> !version.isEmpty()),
                cluster.name(),
                cluster.namesInExportPrefix());
    }
}
