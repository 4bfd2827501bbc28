package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Retention;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.Snapshots;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.ClusterOperation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import java.time.Instant;
import java.util.List;

/** Changes how long a snapshot is kept, counted from when it was taken. Works for both kinds of clusters. */
final class ChangeRetention implements ClusterOperation {
    private final String base;
    private final Route route;
    private final Snapshots snapshots;
    private final List<Retention.Unit> units;

    private ChangeRetention(String base, Snapshots snapshots, List<Retention.Unit> units) {
        this.base = base;
        this.route = Route.patch(base + "/groups/{groupId}/clusters/{clusterName}/backup/snapshots/{snapshotId}");
        this.snapshots = snapshots;
        this.units = units;
    }

    /** As v1.0 has it. */
    static ChangeRetention upToMonths(String base, Snapshots snapshots) {
        return new ChangeRetention(
                base, snapshots, List.of(Retention.Unit.DAYS, Retention.Unit.WEEKS, Retention.Unit.MONTHS));
    }

    /** As v2 has it. */
    static ChangeRetention upToYears(String base, Snapshots snapshots) {
        return new ChangeRetention(base, snapshots, List.of(Retention.Unit.values()));
    }

    @Override
    public Route route() {
        return route;
    }

    @Override
    public Permission permission() {
        return Permission.MANAGE_BACKUPS;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "changeSnapshotRetention",
                        Tag.SNAPSHOTS,
                        "Changes how long a snapshot is kept, counted from when it was taken")
                .body(RetentionRequest.body(units))
                .answers(SnapshotAnswer.class)
                .errors(
                        ApiErrorCode.SNAPSHOT_NOT_FOUND,
                        ApiErrorCode.BACKUP_SNAPSHOT_RETENTION_VALUE_INVALID,
                        ApiErrorCode.CANNOT_MODIFY_IN_PROGRESS_SNAPSHOT_RETENTION);
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        Id<Snapshot> id = request.id("snapshotId");
        Retention retention = RetentionRequest.of(request.body(RetentionRequest.body(units)), units);
        Snapshot found = snapshots
                .find(cluster.id(), id)
                .orElseThrow(() -> ApiErrorCode.SNAPSHOT_NOT_FOUND.with(id, cluster.name()));
        if (!found.status().isFinal()) { // and what is final stays final
            throw ApiErrorCode.CANNOT_MODIFY_IN_PROGRESS_SNAPSHOT_RETENTION.with(id);
        }
        Instant expiresAt = retention.endFrom(found.createdAt());
        return snapshots
                .changeExpiry(cluster.id(), id, expiresAt)
                .map(changed -> SnapshotAnswer.of(changed, cluster, ClusterUrl.of(request, base, project, cluster)))
                .map(Answer::ok)
                .orElseThrow(() -> ApiErrorCode.SNAPSHOT_NOT_FOUND.with(id, cluster.name()));
    }
}
