package io.snapferry.server.own;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.Snapshots;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.ClusterOperation;
import io.snapferry.server.http.Route;

/** What Atlas has no words for: how consistent a snapshot is, and why one failed. */
final class GetSnapshotState implements ClusterOperation {
    private final Snapshots snapshots;

    GetSnapshotState(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    @Override
    public Route route() {
        return Route.get(OwnApi.BASE + "/groups/{groupId}/clusters/{clusterName}/backup/snapshots/{snapshotId}");
    }

    @Override
    public Permission permission() {
        return Permission.READ_PROJECT;
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        Id<Snapshot> id = request.id("snapshotId");
        return snapshots
                .find(cluster.id(), id)
                .map(snapshot -> Answer.ok(SnapshotStateAnswer.of(snapshot, cluster)))
                .orElseThrow(() -> ApiErrorCode.SNAPSHOT_NOT_FOUND.with(id, cluster.name()));
    }
}
