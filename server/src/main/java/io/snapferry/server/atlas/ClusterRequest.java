package io.snapferry.server.atlas;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ClusterType;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.http.MongoDbVersion;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * The body that registers a cluster. All three shapes of a cluster have the four attributes that are read. The others order
 * machines from Atlas: they are known, so that a client's usual body is taken, and mean nothing here.
 */
final class ClusterRequest {
    private static final List<String> WITHOUT_MEANING = List.of(
            "acceptDataRisksAndForceReplicaSetReconfig",
            "adaptiveCapacity",
            "advancedConfiguration",
            "autoScaling",
            "backupEnabled",
            "biConnector",
            "configServerManagementMode",
            "diskSizeGB",
            "diskWarmingMode",
            "encryptionAtRestProvider",
            "globalClusterSelfManagedSharding",
            "labels",
            "mongoDBMajorVersion",
            "numShards",
            "paused",
            "pitEnabled",
            "providerBackupEnabled",
            "providerSettings",
            "redactClientLogData",
            "replicaSetScalingStrategy",
            "replicationFactor",
            "replicationSpec",
            "replicationSpecs",
            "retainBackups",
            "rootCertType",
            "tags",
            "terminationProtectionEnabled",
            "useAwsTimeBasedSnapshotCopyForFastInitialSync",
            "versionReleaseSystem");

    static final Schema.Fields BODY = body();

    private ClusterRequest() {}

    private static Schema.Fields body() {
        Property[] withoutMeaning = WITHOUT_MEANING.stream()
                .map(name -> Property.optional(name, new Schema.Anything(), "taken, and without meaning here"))
                .toArray(Property[]::new);
        return Schema.object(
                        "ClusterRequest",
                        Property.required("name", Schema.text().matching(Cluster.NAME_FORM)),
                        Property.optional("clusterType", Schema.choice(ClusterType.class), "REPLICASET when absent"),
                        Property.optional("mongoDBVersion", MongoDbVersion.SCHEMA))
                .with("ClusterRequest", withoutMeaning);
    }

    static Cluster of(ApiRequest request, Project project, Instant now) {
        JsonBody body = request.body(BODY);
        String name = body.text("name");
        if (!Cluster.isValidName(name)) {
            throw ApiErrorCode.CLUSTER_NAME_INVALID.with(name);
        }
        return new Cluster(
                Id.next(now),
                project.id(),
                name,
                typeOf(body),
                MongoDbVersion.of(body, "mongoDBVersion"),
                false,
                now.truncatedTo(ChronoUnit.SECONDS));
    }

    private static ClusterType typeOf(JsonBody body) {
        if (!body.has("clusterType")) {
            return ClusterType.REPLICASET;
        }
        List<String> types = Stream.of(ClusterType.values()).map(Enum::name).toList();
        return ClusterType.valueOf(body.choice("clusterType", types));
    }
}
