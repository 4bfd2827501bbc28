package io.snapferry.server.atlas;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ClusterType;
import io.snapferry.server.catalog.ConnectionSecret;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.PolicyItem;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.SnapshotOrigin;
import io.snapferry.server.catalog.SnapshotStatus;
import io.snapferry.server.http.Link;
import io.snapferry.server.schema.Wire;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A snapshot on the wire. A replica set's has {@code cloudProvider}, {@code copyRegions} and {@code replicaSetName}; a sharded
 * cluster's has {@code members} and {@code snapshotIds} instead. A registered backup is what Atlas calls an on-demand
 * snapshot, complete from the start. One that is being taken fills up: version and provider come when it has been begun,
 * {@code createdAt} when it is completed.
 */
record SnapshotAnswer(
        @Wire(value = "of a replica set", choices = "AWS") Optional<String> cloudProvider,
        Optional<List<String>> copyRegions,
        Optional<Instant> createdAt,
        Optional<String> description,
        Optional<Instant> expiresAt,

        @Wire(choices = {"ondemand", "hourly", "daily", "weekly", "monthly", "yearly"})
        String frequencyType,

        Id<Snapshot> id,
        List<Link> links,
        @Wire("of a sharded cluster") Optional<List<Member>> members,
        Optional<String> mongodVersion,
        List<Id<PolicyItem>> policyItems,
        @Wire("of a replica set") Optional<String> replicaSetName,
        Optional<List<Id<Snapshot.Member>>> snapshotIds,
        @Wire(choices = {"onDemand", "scheduled"}) String snapshotType,

        @Wire(choices = {"queued", "inProgress", "completed", "failed"})
        String status,

        @Wire(min = 0) long storageSizeBytes,
        @Wire(choices = {"replicaSet", "shardedCluster"}) String type) {
    /** Clients know three providers and none for one's own machines; they need one of the three. */
    private static final String CLOUD_PROVIDER = "AWS";

    record Member(String cloudProvider, Id<Snapshot.Member> id, String replicaSetName) {}

    /** @param clusterUrl absolute, in the version of the API that was asked */
    static SnapshotAnswer of(Snapshot snapshot, Cluster cluster, String clusterUrl) {
        boolean isSharded = cluster.type() == ClusterType.SHARDED;
        boolean isBegun = snapshot.status() != SnapshotStatus.QUEUED;
        return new SnapshotAnswer(
                isSharded || !isBegun ? Optional.empty() : Optional.of(CLOUD_PROVIDER),
                isSharded ? Optional.empty() : Optional.of(List.of()),
                Optional.of(snapshot.createdAt()).filter(time -> snapshot.status() == SnapshotStatus.COMPLETED),
                nonEmpty(snapshot.description()),
                snapshot.expiresAt(),
                scheduled(snapshot).map(origin -> origin.frequency().wireName()).orElse("ondemand"),
                snapshot.id(),
                links(snapshot, isSharded, clusterUrl),
                isSharded ? Optional.of(members(snapshot)) : Optional.empty(),
                nonEmpty(snapshot.mongodVersion()).filter(version -> isBegun),
                scheduled(snapshot).map(SnapshotOrigin.Scheduled::policyItems).orElse(List.of()),
                isSharded ? Optional.empty() : replicaSetName(snapshot, cluster),
                isSharded
                        ? Optional.of(snapshot.members().stream()
                                .map(Snapshot.Member::id)
                                .toList())
                        : Optional.empty(),
                scheduled(snapshot).isPresent() ? "scheduled" : "onDemand",
                snapshot.status().wireName(),
                snapshot.storageSizeBytes(),
                isSharded ? "shardedCluster" : "replicaSet");
    }

    /** As the path of sharded clusters shows a replica set's: without what only a replica set has, and with no members. */
    SnapshotAnswer withoutMembers() {
        return new SnapshotAnswer(
                Optional.empty(),
                Optional.empty(),
                createdAt,
                description,
                expiresAt,
                frequencyType,
                id,
                links,
                Optional.of(List.of()),
                mongodVersion,
                policyItems,
                Optional.empty(),
                Optional.of(List.of()),
                snapshotType,
                status,
                storageSizeBytes,
                type);
    }

    private static Optional<SnapshotOrigin.Scheduled> scheduled(Snapshot snapshot) {
        return snapshot.origin() instanceof SnapshotOrigin.Scheduled scheduled
                ? Optional.of(scheduled)
                : Optional.empty();
    }

    /** Before the server was asked, only the connection string can tell. */
    private static Optional<String> replicaSetName(Snapshot snapshot, Cluster cluster) {
        return snapshot.members().stream()
                .map(Snapshot.Member::replicaSetName)
                .findFirst()
                .or(() -> cluster.connectionString().flatMap(ConnectionSecret::replicaSetName));
    }

    private static List<Link> links(Snapshot snapshot, boolean isSharded, String clusterUrl) {
        String self = clusterUrl + "/backup/snapshots/" + (isSharded ? "shardedCluster/" : "") + snapshot.id();
        return List.of(new Link(self, "self"), new Link(clusterUrl, "https://cloud.mongodb.com/cluster"));
    }

    private static List<Member> members(Snapshot snapshot) {
        return snapshot.members().stream()
                .map(member -> new Member(CLOUD_PROVIDER, member.id(), member.replicaSetName()))
                .toList();
    }

    private static Optional<String> nonEmpty(String text) {
        return Optional.of(text).filter(any -> !any.isEmpty());
    }
}
