package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ClusterType;
import io.snapferry.server.catalog.Destinations.Deletion;
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

/** Forgets a snapshot; the sharded variant knows only those of sharded clusters. */
final class DeleteSnapshot implements ClusterOperation {
    private final Route route;
    private final Snapshots snapshots;
    private final boolean isShardedOnly;

    private DeleteSnapshot(String base, String lastSegments, Snapshots snapshots, boolean isShardedOnly) {
        this.route = Route.delete(base + "/groups/{groupId}/clusters/{clusterName}/backup/" + lastSegments);
        this.snapshots = snapshots;
        this.isShardedOnly = isShardedOnly;
    }

    static DeleteSnapshot ofAnyCluster(String base, Snapshots snapshots) {
        return new DeleteSnapshot(base, "snapshots/{snapshotId}", snapshots, false);
    }

    static DeleteSnapshot ofShardedCluster(String base, Snapshots snapshots) {
        return new DeleteSnapshot(base, "snapshots/shardedCluster/{snapshotId}", snapshots, true);
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
                        isShardedOnly ? "deleteShardedSnapshot" : "deleteSnapshot",
                        Tag.SNAPSHOTS,
                        isShardedOnly ? "Forgets a snapshot of a sharded cluster" : "Forgets a snapshot")
                .answersNothing(204)
                .errors(ApiErrorCode.SNAPSHOT_NOT_FOUND, ApiErrorCode.CANNOT_DELETE_IN_PROGRESS_SNAPSHOT);
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        Id<Snapshot> id = request.id("snapshotId");
        boolean isLeftOut = isShardedOnly && cluster.type() != ClusterType.SHARDED;
        return switch (isLeftOut ? Deletion.UNKNOWN : snapshots.delete(cluster.id(), id)) {
            case DELETED -> Answer.noContent();
            case UNKNOWN -> throw ApiErrorCode.SNAPSHOT_NOT_FOUND.with(id, cluster.name());
            case IN_USE -> throw ApiErrorCode.CANNOT_DELETE_IN_PROGRESS_SNAPSHOT.with(id);
        };
    }
}
