package io.snapferry.server.own;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.SnapshotStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where a snapshot is in its life, on the wire; without the paths of its files. */
record SnapshotStateAnswer(
        String clusterName,
        Optional<Instant> createdAt,
        Optional<String> description,
        Optional<String> errorCode,
        Optional<String> errorMessage,
        Optional<Instant> expiresAt,
        Id<Snapshot> id,
        Optional<String> mongodVersion,
        Optional<String> readMode,
        List<String> replicaSetNames,
        String status,
        long storageSizeBytes) {
    static SnapshotStateAnswer of(Snapshot snapshot, Cluster cluster) {
        return new SnapshotStateAnswer(
                cluster.name(),
                Optional.of(snapshot.createdAt()).filter(time -> snapshot.status() == SnapshotStatus.COMPLETED),
                Optional.of(snapshot.description()).filter(text -> !text.isEmpty()),
                snapshot.failure().map(Snapshot.Failure::errorCode),
                snapshot.failure().map(Snapshot.Failure::message),
                snapshot.expiresAt(),
                snapshot.id(),
                Optional.of(snapshot.mongodVersion()).filter(text -> !text.isEmpty()),
                snapshot.readMode(),
                snapshot.members().stream().map(Snapshot.Member::replicaSetName).toList(),
                snapshot.status().wireName(),
                snapshot.storageSizeBytes());
    }
}
