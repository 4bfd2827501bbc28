package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ClusterType;
import io.snapferry.server.catalog.Page;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.Snapshots;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.ClusterOperation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.PageQuery;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import java.util.List;

/**
 * The snapshots of a cluster, newest first. The documentation knows one list for both kinds of clusters, the specification
 * has a second one for sharded clusters: the first has all, the second is empty for a replica set.
 */
final class ListSnapshots implements ClusterOperation {
    private final String base;
    private final Route route;
    private final Snapshots snapshots;
    private final boolean isShardedOnly;

    private ListSnapshots(String base, String lastSegments, Snapshots snapshots, boolean isShardedOnly) {
        this.base = base;
        this.route = Route.get(base + "/groups/{groupId}/clusters/{clusterName}/backup/" + lastSegments);
        this.snapshots = snapshots;
        this.isShardedOnly = isShardedOnly;
    }

    static ListSnapshots ofAnyCluster(String base, Snapshots snapshots) {
        return new ListSnapshots(base, "snapshots", snapshots, false);
    }

    static ListSnapshots ofShardedClusters(String base, Snapshots snapshots) {
        return new ListSnapshots(base, "snapshots/shardedClusters", snapshots, true);
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
                        isShardedOnly ? "listShardedSnapshots" : "listSnapshots",
                        Tag.SNAPSHOTS,
                        isShardedOnly
                                ? "The snapshots of a sharded cluster, newest first; none of a replica set"
                                : "The snapshots of a cluster, newest first")
                .answersPageOf(SnapshotAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        PageQuery page = request.page();
        boolean isLeftOut = isShardedOnly && cluster.type() != ClusterType.SHARDED;
        Page<Snapshot> found = isLeftOut ? new Page<>(List.of(), 0) : snapshots.page(cluster.id(), page.request());
        String clusterUrl = ClusterUrl.of(request, base, project, cluster);
        return page.answer(found, snapshot -> SnapshotAnswer.of(snapshot, cluster, clusterUrl));
    }
}
