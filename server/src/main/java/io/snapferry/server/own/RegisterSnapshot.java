package io.snapferry.server.own;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ClusterType;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.SnapshotOrigin;
import io.snapferry.server.catalog.Snapshots;
import io.snapferry.server.catalog.SourceSize;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.ClusterOperation;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.http.MongoDbVersion;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Registers an existing backup as a snapshot of a cluster, a source per replica set. Only owners may: it names paths on the
 * server's disk, whose content an export would carry away.
 */
final class RegisterSnapshot implements ClusterOperation {
    /** More shards than any cluster has. */
    private static final int MAX_REPLICA_SETS = 1_000;

    private static final int MAX_RETENTION_DAYS = 36_500;
    /** It becomes part of object names. */
    private static final String REPLICA_SET_NAME_FORM = "[a-zA-Z0-9][a-zA-Z0-9._-]{0,126}";

    private static final Pattern REPLICA_SET_NAME = Pattern.compile(REPLICA_SET_NAME_FORM);
    /** ISO 8601 needs a fifth digit from here on. */
    private static final Instant TOO_LATE = Instant.parse("9000-01-01T00:00:00Z");

    private static final Schema.Fields REPLICA_SET = Schema.object(
            "ReplicaSetRequest",
            Property.required("name", Schema.text().matching(REPLICA_SET_NAME_FORM)),
            Property.required("source", Schema.text().notEmpty(), "an absolute path on the server's disk"));

    private static final Schema.Fields BODY = Schema.object(
            "RegisteredSnapshotRequest",
            Property.required("createdAt", Schema.time(), "when the backup was taken"),
            Property.optional(
                    "atCheckpoint",
                    Schema.flag(),
                    "read data directories as of their newest checkpoint, without the journal"),
            Property.optional("description", Schema.text()),
            Property.optional("mongodVersion", MongoDbVersion.SCHEMA),
            Property.optional("retentionInDays", Schema.whole(1, MAX_RETENTION_DAYS), "kept for ever when absent"),
            Property.required(
                    "replicaSets",
                    Schema.listOf(REPLICA_SET).upTo(MAX_REPLICA_SETS),
                    "one for a replica set, one per shard of a sharded cluster"));

    private final Snapshots snapshots;
    private final Clock clock;

    RegisterSnapshot(Snapshots snapshots, Clock clock) {
        this.snapshots = snapshots;
        this.clock = clock;
    }

    @Override
    public Route route() {
        return Route.post(OwnApi.BASE + "/groups/{groupId}/clusters/{clusterName}/backup/snapshots");
    }

    @Override
    public Permission permission() {
        return Permission.OWN_PROJECT;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "registerSnapshot",
                        Tag.SNAPSHOTS,
                        "Registers an existing backup as a snapshot, with one source per replica set")
                .body(BODY)
                .answers(201, RegisteredSnapshotAnswer.class)
                .errors(ApiErrorCode.SNAPSHOT_SOURCE_NOT_READABLE);
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        JsonBody body = request.body(BODY);
        Instant createdAt = createdAt(body);
        Optional<Instant> expiresAt = body.integer("retentionInDays", 1, MAX_RETENTION_DAYS)
                .map(days -> createdAt.plus(days, ChronoUnit.DAYS));
        String mongodVersion = MongoDbVersion.of(body, "mongodVersion");
        Instant now = clock.instant();
        List<Snapshot.Member> members = members(replicaSets(body, cluster), now);
        Snapshot snapshot = new Snapshot(
                Id.next(now),
                cluster.id(),
                new SnapshotOrigin.Registered(body.optionalFlag("atCheckpoint").orElse(false)),
                members,
                createdAt,
                expiresAt,
                body.optionalText("description").orElse(""),
                mongodVersion.isEmpty() ? cluster.mongoDbVersion() : mongodVersion,
                sizeBytes(members));
        snapshots.put(snapshot);
        return Answer.created(RegisteredSnapshotAnswer.of(snapshot, cluster));
    }

    private List<JsonBody> replicaSets(JsonBody body, Cluster cluster) {
        List<JsonBody> replicaSets = body.objects("replicaSets", MAX_REPLICA_SETS, REPLICA_SET);
        if (replicaSets.isEmpty()) {
            throw ApiErrorCode.MISSING_ATTRIBUTE.with("replicaSets");
        }
        if (cluster.type() == ClusterType.REPLICASET && replicaSets.size() > 1) {
            throw body.invalid("replicaSets", "the cluster is a single replica set");
        }
        return replicaSets;
    }

    private List<Snapshot.Member> members(List<JsonBody> replicaSets, Instant now) {
        Set<String> names = new HashSet<>();
        List<Snapshot.Member> members = new ArrayList<>();
        for (JsonBody replicaSet : replicaSets) {
            String name = replicaSet.text("name");
            if (!REPLICA_SET_NAME.matcher(name).matches()) {
                throw replicaSet.invalid("name", "expected letters, digits, dots, dashes and underscores");
            }
            if (!names.add(name)) {
                throw replicaSet.invalid("name", "it is there twice");
            }
            members.add(new Snapshot.Member(Id.next(now), name, ServerPath.of(replicaSet, "source")));
        }
        members.sort(Comparator.comparing(Snapshot.Member::replicaSetName));
        return members;
    }

    private static Instant createdAt(JsonBody body) {
        String text = body.text("createdAt");
        try {
            Instant time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
            if (!time.isBefore(Instant.EPOCH) && time.isBefore(TOO_LATE)) {
                return time;
            }
        } catch (DateTimeException e) {
            // refused below, in the same words as a time out of range
        }
        throw body.invalid("createdAt", "expected a time such as 2026-01-02T03:27:08Z, found \"" + text + "\"");
    }

    private static long sizeBytes(List<Snapshot.Member> members) {
        long size = 0;
        for (Snapshot.Member member : members) {
            try {
                size += SourceSize.bytesAt(member.source());
            } catch (NoSuchFileException e) {
                throw ApiErrorCode.SNAPSHOT_SOURCE_NOT_READABLE.with(
                        member.source(), "there is no such file or folder");
            } catch (IOException e) {
                String reason =
                        e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
                throw ApiErrorCode.SNAPSHOT_SOURCE_NOT_READABLE.with(member.source(), reason);
            }
        }
        return size;
    }
}
