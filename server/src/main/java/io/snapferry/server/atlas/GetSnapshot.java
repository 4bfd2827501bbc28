package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ClusterType;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.Snapshots;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.ClusterOperation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;

/** One snapshot; the sharded variant knows only those of sharded clusters. */
final class GetSnapshot implements ClusterOperation {
    private final String base;
    private final Route route;
    private final Snapshots snapshots;
    private final boolean isShardedView;

    private GetSnapshot(String base, String lastSegments, Snapshots snapshots, boolean isShardedView) {
        this.base = base;
        this.route = Route.get(base + "/groups/{groupId}/clusters/{clusterName}/backup/" + lastSegments);
        this.snapshots = snapshots;
        this.isShardedView = isShardedView;
    }

    static GetSnapshot ofAnyCluster(String base, Snapshots snapshots) {
        return new GetSnapshot(base, "snapshots/{snapshotId}", snapshots, false);
    }

    /**
     * It finds a replica set's snapshots too: the Terraform provider reads every snapshot here as well, and plans a change of what it
     * was not told. Its tests against Atlas, which see no such plan, are how we know.
     */
    static GetSnapshot ofShardedCluster(String base, Snapshots snapshots) {
        return new GetSnapshot(base, "snapshots/shardedCluster/{snapshotId}", snapshots, true);
    }

    @Override
    public Route route() {
        return route;
    }

    @Override
    public Permission permission() {
        return Permission.READ_PROJECT;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        isShardedView ? "getShardedSnapshot" : "getSnapshot",
                        Tag.SNAPSHOTS,
                        isShardedView ? "One snapshot of a sharded cluster" : "One snapshot")
                .answers(SnapshotAnswer.class)
                .errors(ApiErrorCode.SNAPSHOT_NOT_FOUND);
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        Id<Snapshot> id = request.id("snapshotId");
        return snapshots
                .find(cluster.id(), id)
                .map(found -> SnapshotAnswer.of(found, cluster, ClusterUrl.of(request, base, project, cluster)))
                .map(answer ->
                        isShardedView && cluster.type() == ClusterType.REPLICASET ? answer.withoutMembers() : answer)
                .map(Answer::ok)
                .orElseThrow(() -> ApiErrorCode.SNAPSHOT_NOT_FOUND.with(id, cluster.name()));
    }
}
