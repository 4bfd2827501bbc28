package io.snapferry.server.own;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.schema.Wire;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A registered backup on the wire, with its sources: only its registrar sees this. */
record RegisteredSnapshotAnswer(
        Optional<Boolean> atCheckpoint,
        String clusterName,
        Instant createdAt,
        Optional<String> description,
        Optional<Instant> expiresAt,
        Id<Snapshot> id,
        Optional<String> mongodVersion,
        List<MemberAnswer> replicaSets,
        @Wire(min = 0) long storageSizeBytes) {

    record MemberAnswer(Id<Snapshot.Member> id, String name, String source) {}

    static RegisteredSnapshotAnswer of(Snapshot snapshot, Cluster cluster) {
        return new RegisteredSnapshotAnswer(
                Optional.of(snapshot.isAtCheckpoint()).filter(isAtCheckpoint -> isAtCheckpoint),
                cluster.name(),
                snapshot.createdAt(),
                Optional.of(snapshot.description()).filter(text -> !text.isEmpty()),
                snapshot.expiresAt(),
                snapshot.id(),
                Optional.of(snapshot.mongodVersion()).filter(text -> !text.isEmpty()),
                snapshot.members().stream()
                        .map(member -> new MemberAnswer(
                                member.id(),
                                member.replicaSetName(),
                                member.source().toString()))
                        .toList(),
                snapshot.storageSizeBytes());
    }
}
