package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ClusterType;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Retention;
import io.snapferry.server.catalog.SnapshotOrigin;
import io.snapferry.server.catalog.SnapshotQueue;
import io.snapferry.server.catalog.SnapshotQueue.NewSnapshot;
import io.snapferry.server.catalog.SnapshotQueue.Requested;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.ClusterOperation;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Accepts a snapshot on demand. When it answers 200 the request is durable. */
final class TakeSnapshot implements ClusterOperation {
    /** What a new schedule keeps its daily snapshots. */
    private static final int DEFAULT_RETENTION_DAYS = 7;

    private static final Schema.Fields BODY = Schema.object(
            "SnapshotRequest",
            Property.optional("description", Schema.text()),
            Property.optional(
                    "retentionInDays", Schema.whole(1, Retention.MAX_VALUE), DEFAULT_RETENTION_DAYS + " when absent"));

    private final String base;
    private final SnapshotQueue queue;
    private final Clock clock;
    private final Runnable snapshotRequested;

    /** @param snapshotRequested run after a snapshot was accepted; must return at once */
    TakeSnapshot(String base, SnapshotQueue queue, Clock clock, Runnable snapshotRequested) {
        this.base = base;
        this.queue = queue;
        this.clock = clock;
        this.snapshotRequested = snapshotRequested;
    }

    @Override
    public Route route() {
        return Route.post(base + "/groups/{groupId}/clusters/{clusterName}/backup/snapshots");
    }

    @Override
    public Permission permission() {
        return Permission.TAKE_SNAPSHOTS;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "takeSnapshot", Tag.SNAPSHOTS, "Accepts a snapshot on demand, and takes it when its turn comes")
                .body(BODY)
                .answers(SnapshotAnswer.class)
                .errors(
                        ApiErrorCode.SHARDED_SNAPSHOT_NOT_SUPPORTED,
                        ApiErrorCode.CLUSTER_NOT_CONNECTED,
                        ApiErrorCode.UNFINISHED_ON_DEMAND_SNAPSHOT);
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        JsonBody body = request.body(BODY);
        int retentionDays =
                body.integer("retentionInDays", 1, Retention.MAX_VALUE).orElse(DEFAULT_RETENTION_DAYS);
        String description = body.optionalText("description").orElse("");
        if (cluster.type() == ClusterType.SHARDED) {
            throw ApiErrorCode.SHARDED_SNAPSHOT_NOT_SUPPORTED.with(cluster.name());
        }
        if (cluster.connectionString().isEmpty()) {
            throw ApiErrorCode.CLUSTER_NOT_CONNECTED.with(cluster.name());
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Requested requested = queue.request(new NewSnapshot(
                cluster.id(),
                new SnapshotOrigin.OnDemand(),
                now,
                Optional.of(now.plus(retentionDays, ChronoUnit.DAYS)),
                description));
        if (requested instanceof Requested.AlreadyUnfinished unfinished) {
            throw ApiErrorCode.UNFINISHED_ON_DEMAND_SNAPSHOT.with(cluster.name(), unfinished.snapshot());
        }
        if (requested instanceof Requested.UnknownCluster) {
            throw ApiErrorCode.CLUSTER_NOT_FOUND.with(cluster.name(), project.id());
        }
        snapshotRequested.run();
        return Answer.ok(SnapshotAnswer.of(
                ((Requested.Accepted) requested).snapshot(), cluster, ClusterUrl.of(request, base, project, cluster)));
    }
}
